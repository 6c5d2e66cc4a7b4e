CREATE TABLE usage (
  file INTEGER, row BIGINT, began TIMESTAMP, ended TIMESTAMP, requests DOUBLE, uncounted DOUBLE,
  said DOUBLE, cached DOUBLE, written DOUBLE, apart BOOLEAN, output DOUBLE, grp UBIGINT,
  model VARCHAR, project VARCHAR, key VARCHAR, tag VARCHAR, route VARCHAR, tier VARCHAR,
  failed BOOLEAN, called BOOLEAN, usd DOUBLE, currency VARCHAR, identity UBIGINT, about UBIGINT, period UBIGINT,
  trace UBIGINT, span UBIGINT, parent UBIGINT, source VARCHAR, why VARCHAR, text VARCHAR);

-- A time in UTC: seconds to nanoseconds since 1970, or a date with or without time and zone (no zone: UTC).
CREATE MACRO moment(t) AS CASE
  WHEN regexp_full_match(t, '\d{9,10}(\.\d+)?') THEN make_timestamp((t::DOUBLE * 1000000)::BIGINT)
  WHEN regexp_full_match(t, '\d{13}(\.\d+)?') THEN make_timestamp((t::DOUBLE * 1000)::BIGINT)
  WHEN regexp_full_match(t, '\d{16}') THEN make_timestamp(t::BIGINT)
  WHEN regexp_full_match(t, '\d{19}') THEN make_timestamp(t::BIGINT // 1000)
  WHEN regexp_full_match(t, '\d{8}') THEN try_strptime(t, '%Y%m%d')
  WHEN regexp_full_match(t, '\d{4}-\d{2}-\d{2}T\d{2}Z') THEN try_strptime(t, '%Y-%m-%dT%HZ')
  ELSE make_timestamp(epoch_us(TRY_CAST(t AS TIMESTAMPTZ))) END;

-- The same where a spreadsheet wrote the date: month first, or day first.
CREATE MACRO moment_month(t) AS coalesce(moment(t), try_strptime(t, [
  '%m/%d/%Y', '%m/%d/%Y %H:%M', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %I:%M %p', '%m/%d/%Y %I:%M:%S %p',
  '%m/%d/%Y, %I:%M:%S.%g %p', '%m/%d/%Y, %I:%M:%S %p', '%m/%d/%Y, %H:%M:%S', '%m/%d/%y', '%m/%d/%y %H:%M']));
CREATE MACRO moment_day(t) AS coalesce(moment(t), try_strptime(replace(t, '.', '/'), [
  '%d/%m/%Y', '%d/%m/%Y %H:%M', '%d/%m/%Y %H:%M:%S', '%d/%m/%Y, %H:%M:%S', '%d/%m/%Y, %H:%M', '%d/%m/%y',
  '%d/%m/%y %H:%M']));

-- A finite number, or NULL; with a decimal comma; with commas between thousands.
CREATE MACRO amount(t) AS CASE WHEN isfinite(TRY_CAST(t AS DOUBLE)) THEN TRY_CAST(t AS DOUBLE) END;
CREATE MACRO amount_comma(t) AS amount(replace(replace(t, '.', ''), ',', '.'));
CREATE MACRO amount_thousands(t) AS amount(replace(t, ',', ''));

-- An amount of money as a spreadsheet shows it, without the sign or code of its currency.
CREATE MACRO bare(t) AS regexp_replace(t, '[^-+.,0-9]', '', 'g');

-- The JSON in a cell, also where Python wrote it.
CREATE MACRO pythonic(t) AS replace(replace(replace(replace(t, '''', '"'), 'None', 'null'), 'True', 'true'), 'False', 'false');
CREATE MACRO held(t) AS CASE WHEN json_valid(t) THEN t WHEN json_valid(pythonic(t)) THEN pythonic(t) END;

-- The sum of the numbers in an object whose names have one of these parts and none of those; NULL where none has.
CREATE MACRO kinds(object, holding, but) AS list_sum(list_transform(
  list_filter(json_keys(held(object)), lambda k:
    len(list_filter(holding, lambda h: contains(lower(k), h))) > 0
    AND len(list_filter(but, lambda b: contains(lower(k), b))) = 0),
  lambda k: amount(json_extract_string(held(object), '$."' || k || '"'))));

-- The elements of a list in a JSON value, or the members of an object with their names; the value itself where it
-- holds neither; one NULL for an empty list.
CREATE MACRO inside(held, list, each) AS CASE
  WHEN json_type(held, list) = 'OBJECT' THEN list_transform(json_keys(held, list), lambda k:
    json_merge_patch(json_extract(held, list || '."' || k || '"'), json_object('name', k)))
  WHEN json_type(held, list) IS DISTINCT FROM 'ARRAY' THEN [held]
  WHEN json_array_length(held, list) = 0 THEN [NULL::JSON]
  ELSE json_extract(held, each) END;

-- The attributes of an OTLP span or resource, and the tags of a Jaeger span.
CREATE MACRO attributes_of(held) AS from_json(held,
  '[{"key":"VARCHAR","value":{"intValue":"VARCHAR","stringValue":"VARCHAR","doubleValue":"VARCHAR","boolValue":"VARCHAR"}}]');
CREATE MACRO tags_of(held) AS list_transform(from_json(held, '[{"key":"VARCHAR","value":"VARCHAR"}]'),
  lambda a: {'key': a.key, 'value': {'intValue': a.value, 'stringValue': NULL::VARCHAR, 'doubleValue': NULL::VARCHAR, 'boolValue': NULL::VARCHAR}});
CREATE MACRO listed(held) AS {
  'keys': list_transform(held, lambda a: a.key),
  'texts': list_transform(held, lambda a: coalesce(a.value.intValue, a.value.stringValue, a.value.doubleValue, a.value.boolValue))};
CREATE MACRO attribute(held, name) AS nullif(held.texts[list_position(held.keys, name)], '');
