/** All tests of the extension host. */
import "./activation.test";
