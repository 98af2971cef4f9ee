// The one script: it only takes waiting away; everything works without it.
"use strict";
