"""Rules that lead files to clients where no known account does."""

import streamlit as st

from reporting.actions import rules
from reporting.ui import blocks
from reporting.ui.gate import require
from reporting.ui.ruling import new_rule, rule_block

visit = require("clients.write")
t = visit.t

st.title(t("Whose files are they?"), anchor=False)
st.markdown(
    t(
        "What you say for a file counts first, then the client whose account it names, then the first of these rules "
        "that fits it; otherwise you are asked. A rule never takes an account away from its client."
    )
)
known = rules.rule_list(visit.desk)
for rule in known:
    rule_block(visit, rule, first=rule is known[0], last=rule is known[-1])
if not known:
    blocks.empty(t("There are no rules yet."), "alt_route")
new_rule(visit)
