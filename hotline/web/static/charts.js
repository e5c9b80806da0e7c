// Draws the figures that stand as data in the page; without this file the tables beside them say the same.
"use strict";

// Plotly writes style attributes, which the content policy refuses as text and allows through the style object.
const plainSetAttribute = Element.prototype.setAttribute;
Element.prototype.setAttribute = function (name, value) {
  if (name === "style" && this.style) this.style.cssText = value;
  else plainSetAttribute.call(this, name, value);
};
// The bundle brings the style sheet of a map library as text, unless it finds its mark. There are no maps here.
const mark = document.createElement("meta");
mark.id = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";
document.head.append(mark);

function draw(data) {
  const figure = JSON.parse(data.textContent);
  const place = document.createElement("div");
  place.className = "plot";
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", data.dataset.label);
  data.after(place);
  Plotly.newPlot(place, figure.data, figure.layout, { displayModeBar: false, responsive: true, staticPlot: false });
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("script[data-figure]").forEach(draw));
