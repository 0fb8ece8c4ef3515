import "./pages/bootstrap.css";
import "./look/index.css";
import "./pages/index";
