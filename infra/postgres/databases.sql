-- A database for each service, with two roles: the owner makes and changes the tables when a new version starts, the
-- other is the one the service works under. What that may do is granted by the migrations: it adds to the log and never
-- changes it. No role opens another service's database.
-- The passwords are those of docker-compose.yml, for one machine; elsewhere they come from where you keep secrets.

CREATE ROLE committee_owner LOGIN PASSWORD 'committee-owner-development';
CREATE ROLE committee LOGIN PASSWORD 'committee-development';
CREATE DATABASE committee OWNER committee_owner;
REVOKE ALL ON DATABASE committee FROM PUBLIC;

CREATE ROLE proposals_owner LOGIN PASSWORD 'proposals-owner-development';
CREATE ROLE proposals LOGIN PASSWORD 'proposals-development';
CREATE DATABASE proposals OWNER proposals_owner;
REVOKE ALL ON DATABASE proposals FROM PUBLIC;

CREATE ROLE allocation_owner LOGIN PASSWORD 'allocation-owner-development';
CREATE ROLE allocation LOGIN PASSWORD 'allocation-development';
CREATE DATABASE allocation OWNER allocation_owner;
REVOKE ALL ON DATABASE allocation FROM PUBLIC;

CREATE ROLE reporting_owner LOGIN PASSWORD 'reporting-owner-development';
CREATE ROLE reporting LOGIN PASSWORD 'reporting-development';
CREATE DATABASE reporting OWNER reporting_owner;
REVOKE ALL ON DATABASE reporting FROM PUBLIC;
