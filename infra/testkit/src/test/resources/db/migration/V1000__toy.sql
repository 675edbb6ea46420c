-- No unique key: an effect that happens twice shows.
create table effect (
    number      bigint generated always as identity primary key,
    message_id  uuid not null,
    order_id    text not null,
    note        text check (note <> 'refused by a constraint')
);
grant select, insert, delete on effect to ${app};
