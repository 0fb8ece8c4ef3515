import "./pages/bootstrap-rtl.css";
import "./look/index.css";
import "./pages/index";
