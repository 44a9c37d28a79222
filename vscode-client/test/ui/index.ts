/** All tests of the screen, in the order in which they run. */
import "./drafts.test";
import "./completion.test";
import "./answers.test";
import "./changes.test";
import "./commands.test";
import "./matrix.test";
import "./chinese.test";
import "./pictures.test";
