/** All tests of the extension host. The first are about what is before anything was opened. */
import "./activation.test";
import "./providers.test";
import "./commands.test";
import "./changes.test";
import "./servers.test";
