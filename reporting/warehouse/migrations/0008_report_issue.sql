-- A report that was kept as it was: its workbook lies in issues/, named by its sha256. content is JSON: its figures, the
-- imports and definitions behind them, and what the linter found. Approval gives it a second workbook that says so.
create sequence report_issue_id;
create table report_issue (
    id integer not null default nextval('report_issue_id'),
    client_id integer not null,
    period_key varchar not null,
    recipe varchar not null,
    lang varchar not null,
    readers varchar not null,
    number integer not null,
    made_at timestamp not null,
    made_by varchar not null,
    file varchar not null,
    sha256 varchar not null,
    content varchar not null,
    approved_at timestamp,
    approved_by varchar,
    approved_file varchar,
    approved_sha256 varchar
);
