import "bootstrap/dist/css/bootstrap.rtl.css";
import "./look/index.css";
import "./pages/index";
