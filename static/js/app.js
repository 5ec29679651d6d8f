// On every page. Each import is one behaviour over HTML that works without it.
import "./relative-time.js";
import "./menus.js";
import "./dialogs.js";
import "./light-box.js";
import "./video.js";
import "./toggles.js";
import "./reactions.js";
import "./permalinks.js";
import "./follow.js";
import "./read-position.js";
import "./seen.js";
import "./shortcuts.js";
import "./passwords.js";
import "./live/thread.js";
import "./live/list.js";
import "./live/answering.js";
import "./live/bell.js";
import "./live/inbox.js";
import "./countdown.js";
import "./until.js";
import "./verdicts.js";

document.documentElement.dataset.scripts = "";
