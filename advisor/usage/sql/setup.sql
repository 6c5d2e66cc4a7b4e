CREATE TABLE usage (
  file INTEGER, row BIGINT, began TIMESTAMP, ended TIMESTAMP, requests DOUBLE, input DOUBLE, cached DOUBLE, output DOUBLE,
  model VARCHAR, project VARCHAR, key VARCHAR, tag VARCHAR, route VARCHAR,
  failed BOOLEAN, usd DOUBLE, batch BOOLEAN, identity UBIGINT, why VARCHAR, text VARCHAR);

-- A time in UTC: seconds or nanoseconds since 1970, or a date with or without time and zone (no zone: UTC).
CREATE MACRO moment(t) AS CASE
  WHEN regexp_full_match(t, '\d{9,10}(\.\d+)?') THEN make_timestamp((t::DOUBLE * 1000000)::BIGINT)
  WHEN regexp_full_match(t, '\d{13}') THEN make_timestamp(t::BIGINT * 1000)
  WHEN regexp_full_match(t, '\d{19}') THEN make_timestamp(t::BIGINT // 1000)
  ELSE make_timestamp(epoch_us(TRY_CAST(t AS TIMESTAMPTZ))) END;

-- A finite number, or NULL.
CREATE MACRO amount(t) AS CASE WHEN isfinite(TRY_CAST(t AS DOUBLE)) THEN TRY_CAST(t AS DOUBLE) END;

-- The elements of a list in a JSON value; the value itself where it holds no such list; one NULL for an empty list.
CREATE MACRO inside(held, list, each) AS CASE
  WHEN json_type(held, list) IS DISTINCT FROM 'ARRAY' THEN [held]
  WHEN json_array_length(held, list) = 0 THEN [NULL::JSON]
  ELSE json_extract(held, each) END;

-- The attributes of an OTLP span or resource.
CREATE MACRO attributes_of(held) AS from_json(held,
  '[{"key":"VARCHAR","value":{"intValue":"VARCHAR","stringValue":"VARCHAR","doubleValue":"VARCHAR","boolValue":"VARCHAR"}}]');
CREATE MACRO attribute(held, name) AS (
  nullif(coalesce(
    list_filter(held, lambda a: a.key = name)[1].value.intValue,
    list_filter(held, lambda a: a.key = name)[1].value.stringValue,
    list_filter(held, lambda a: a.key = name)[1].value.doubleValue), ''));
