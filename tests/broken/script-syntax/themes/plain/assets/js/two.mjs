import { one } from "./one.mjs";

document.title += one(;
