import "./pages/toolkit/bootstrap-rtl.css";
import "./look/index.css";
import "./pages/index";
