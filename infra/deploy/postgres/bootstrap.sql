-- What the administrator of a PostgreSQL server does once for a service; the service's own migrations do the rest.
-- A template: ${database} is order_service and the like; the passwords are generated, or come from your vault.
-- One statement ends with a semicolon at the end of a line; the local environment and the tests run it statement by statement.

-- Migrates: owns the tables and makes the publication. Not used at run time.
create role ${database}_owner login nosuperuser nocreatedb nocreaterole noreplication connection limit 10 password '${ownerPassword}';

-- Serves: gets from the migrations the privileges it needs and no others.
create role ${database}_app login nosuperuser nocreatedb nocreaterole noreplication connection limit 80 password '${appPassword}';

-- Relays: reads the outbox through its replication slot; pg_hba.conf lets it into this database only.
create role relay_${database} login nosuperuser nocreatedb nocreaterole replication connection limit 6 password '${relayPassword}';

create database ${database} owner ${database}_owner;
revoke all on database ${database} from public;
grant connect on database ${database} to ${database}_app, relay_${database};
