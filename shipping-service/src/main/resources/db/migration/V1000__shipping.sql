-- Shipments, and the countries that are served. Run as the owner; ${app} gets what it needs and no more.

create table covered_country (
    country      text        primary key check (country ~ '^[A-Z]{2}$'),
    served_since timestamptz not null default clock_timestamp()
);

-- One row an order. The checks are those of the record Shipment. An address is personal data: it is there just as long
-- as a parcel is to be sent.
create table shipment (
    order_id        uuid        primary key,
    state           text        not null check (state in ('ARRANGED', 'CANCELLED', 'REJECTED')),
    tracking_number text        unique,
    name            text,
    street          text,
    postal_code     text,
    city            text,
    country         text,
    reason          text        check (reason in ('COUNTRY_NOT_SERVED', 'CANCELLED_BEFORE')),
    created_at      timestamptz not null default clock_timestamp(),
    updated_at      timestamptz not null default clock_timestamp(),
    constraint an_address_goes_with_arranged
        check (num_nonnulls(name, street, postal_code, city, country) = case state when 'ARRANGED' then 5 else 0 end),
    constraint a_tracking_number_goes_with_what_was_arranged
        check (case state when 'ARRANGED' then tracking_number is not null
                          when 'REJECTED' then tracking_number is null
                          else true end),
    constraint a_reason_goes_with_rejected
        check ((reason is not null) = (state = 'REJECTED'))
);

grant select, insert, delete on covered_country to ${app};
grant select, insert, update on shipment to ${app};
