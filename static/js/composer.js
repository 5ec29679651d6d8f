import "./composer/index.js";
