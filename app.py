"""Bilan: the frame around every page. `streamlit run app.py`, or `make run`.

Streamlit reads this file twice: once as a module, to start the server, and then as a script for each run of a page.
"""

import streamlit as st

from reporting.ui import frame, messages, server

if __name__ == "__main__":
    frame.show()
else:
    server.start_or_stop()
    app = st.App(__file__, lifespan=server.warmed, on_script_error=messages.unforeseen)
