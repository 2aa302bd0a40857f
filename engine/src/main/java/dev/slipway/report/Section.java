package dev.slipway.report;

/** A part of the page; one that has nothing to tell is left out, from the page and from its list of contents. */
record Section(String id, String title, Markup body) {}
