import "./pages/toolkit/bootstrap.css";
import "./look/index.css";
import "./pages/index";
