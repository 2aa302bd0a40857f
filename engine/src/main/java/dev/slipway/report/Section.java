package dev.slipway.report;

/** A part of the page. The page and its list of contents leave out a part without content. */
record Section(String id, String title, Markup body) {}
