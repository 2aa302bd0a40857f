/** What Slipway knows of Python: Django, FastAPI, Flask, Streamlit, Gradio. */
@NullMarked
package dev.slipway.stack.python;

import org.jspecify.annotations.NullMarked;
