import "bootstrap/dist/css/bootstrap.css";
import "./look/index.css";
import "./pages/index";
