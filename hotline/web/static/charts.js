// Draws the figures that stand as data in the page; without this file the tables beside them say the same.
"use strict";

// Plotly writes style attributes, which the content policy refuses as text and allows through the style object.
const plainSetAttribute = Element.prototype.setAttribute;
Element.prototype.setAttribute = function (name, value) {
  if (name === "style" && this.style) this.style.cssText = value;
  else plainSetAttribute.call(this, name, value);
};
// The bundle brings the style sheet of a map library as text, unless it finds its mark.
const mark = document.createElement("meta");
mark.id = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";
document.head.append(mark);

// Maps bring their own outlines: an empty world keeps the library from asking its makers for one.
const NOWHERE = { type: "GeometryCollection", geometries: [] };
const LAYERS = ["coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"];
window.PlotlyGeoAssets = {
  topojson: {
    world_110m: {
      type: "Topology",
      arcs: [],
      objects: Object.fromEntries(LAYERS.map((name) => [name, NOWHERE])),
    },
  },
};

// Names on a map are for reading: one that would lie over another is left out, the first ones stay.
function thinNames(place) {
  const shown = [];
  place.querySelectorAll(".scattergeo text").forEach((name) => {
    const box = name.getBoundingClientRect();
    const lies = (other) =>
      box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
    const isOver = shown.some(lies);
    name.style.visibility = isOver ? "hidden" : "visible";
    if (!isOver) shown.push(box);
  });
}

function draw(data) {
  const figure = JSON.parse(data.textContent);
  const place = document.createElement("div");
  place.className = "plot";
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", data.dataset.label);
  data.after(place);
  Plotly.newPlot(place, figure.data, figure.layout, { displayModeBar: false, responsive: true, staticPlot: false });
  if (figure.layout.geo) {
    place.on("plotly_afterplot", () => thinNames(place));
    thinNames(place);
  }
  // A bar leads down to its tickets where it knows their list.
  place.on("plotly_click", (event) => {
    const address = event.points[0].customdata;
    if (address) location.assign(address);
  });
}

// Everything stands open where there is room, and without scripts; what is folded is drawn when it is opened.
function begin() {
  const isWide = matchMedia("(min-width: 60rem)").matches;
  document.querySelectorAll("details.fold").forEach((fold) => {
    fold.open = isWide;
    fold.addEventListener("toggle", () => fold.open && drawIn(fold));
  });
  drawIn(document);
}

function drawIn(part) {
  part.querySelectorAll("script[data-figure]:not([data-drawn])").forEach((data) => {
    if (data.closest("details.fold:not([open])")) return;
    data.dataset.drawn = "";
    draw(data);
  });
}

document.addEventListener("DOMContentLoaded", begin);
