/** The script of the server's pages: one file, which waits for their sheet. */
import "./pages/index";
