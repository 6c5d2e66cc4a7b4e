-- A time where the month is a word: Oct 5, 2026 @ 10:00:00.000, 5. Oktober 2026, Mon, 05 Oct 2026 10:00:00 GMT, Oct 2026.
CREATE MACRO numbered(t) AS regexp_replace(regexp_replace(t, '^[a-zA-ZÀ-ɏ\x{300}-\x{36f}]+\.?,\s*', ''), '[a-zA-ZÀ-ɏ\x{300}-\x{36f}]{3,}\.?',
  'M' || month_of(regexp_extract(regexp_replace(t, '^[a-zA-ZÀ-ɏ\x{300}-\x{36f}]+\.?,\s*', ''), '[a-zA-ZÀ-ɏ\x{300}-\x{36f}]{3,}')));
CREATE MACRO spaced(t) AS regexp_replace(regexp_replace(
  trim(regexp_replace(regexp_replace(t, '(GMT|UTC|Z)$', ''), '( del? | of |\s|,|@|/|-|\. )+', ' ', 'g')),
  '(M\d{2}) (\d{2})$', '\1 20\2'), '^(\d{1,2} M\d{2}) (\d{2}) ', '\1 20\2 ');
CREATE MACRO moment_word(t) AS try_strptime(spaced(numbered(t)), [
  'M%m %d %Y %H:%M:%S.%g', 'M%m %d %Y %H:%M:%S', 'M%m %d %Y %H:%M', 'M%m %d %Y', 'M%m %d %Y %I:%M:%S %p',
  'M%m %d %Y %I:%M:%S.%g %p', 'M%m %d %H:%M:%S %Y', 'M%m %d %Y %I:%M %p', '%d M%m %Y %H:%M:%S.%g', '%d M%m %Y %H:%M:%S', '%d M%m %Y %H:%M',
  '%d M%m %Y', '%d M%m %Y %I:%M:%S %p', '%d M%m %Y %I:%M %p', 'M%m %Y', '%Y M%m', '%Y M%m %d']);

-- The same with the zone behind it, by hours or by name: 05/Oct/2026:10:00:00 +0200, Mon Oct 05 2026 10:00:00 GMT+0200 (CEST).
CREATE MACRO zone(t) AS regexp_extract(t, '(?i) ?(?:GMT|UTC)?([+-]\d{2}:?\d{2}|[A-Z]{3,5}|[ECMP]T)(?: ?\(.*\))?$', 1);
CREATE MACRO zone_hours(z) AS CASE WHEN z SIMILAR TO '[+-].*'
  THEN (left(z, 1) || '1')::INTEGER * (substr(z, 2, 2)::INTEGER + right(z, 2)::INTEGER / 60) ELSE zone_of(z) END;
CREATE MACRO zoneless(t) AS regexp_replace(regexp_replace(regexp_replace(
  t, '(?i) ?(GMT|UTC)?([+-]\d{2}:?\d{2}|[A-Z]{3,5}|[ECMP]T)( ?\(.*\))?$', ''), '^(\d{1,2}/[a-zA-ZÀ-ɏ\x{300}-\x{36f}]+/\d{4}):', '\1 '),
  '^[a-zA-ZÀ-ɏ\x{300}-\x{36f}]+\.?,? ([a-zA-ZÀ-ɏ\x{300}-\x{36f}]{3,})', '\1');

-- A date with the signs of China, Japan and Korea: 2026年10月1日 9時30分, 2026년 10월 1일.
CREATE MACRO has_year_sign(t) AS regexp_matches(t, '^20\d{2} ?[年년]');
CREATE MACRO moment_signed(t) AS try_strptime(trim(regexp_replace(regexp_replace(regexp_replace(t, '[年月년월]( ?[分度])?', '-', 'g'),
  '[時时시点分분]', ':', 'g'), '[\s日일秒초]+', ' ', 'g'), ' :-').replace('- ', '-').replace(': ', ':'), ['%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M', '%Y-%m-%d %H', '%Y-%m-%d', '%Y-%m']);

-- A date of Korea or Hungary, year first with points: 2026. 10. 01., 2026. 10. 1. 14:05.
CREATE MACRO is_pointed(t) AS regexp_full_match(t, '20\d{2}\. \d{1,2}\. \d{1,2}\.?( .*)?');
CREATE MACRO unpointed(t) AS regexp_replace(t, '^(\d{4})\. (\d{1,2})\. (\d{1,2})\.?', '\1-\2-\3');

-- The days of a text that names two: 2026-10-05 - 2026-10-11, 5.10.2026 bis 11.10.2026.
CREATE MACRO first_day(t) AS regexp_extract(t, '^(\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})');
CREATE MACRO last_day(t) AS regexp_extract(t, '(\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})$');

-- A month, a week or a quarter without a day, in figures or with the month as a word: 2026-08, Aug 2026, 2026-W36, KW 36/2026, Q3 2026.
CREATE MACRO names_month(t) AS regexp_full_match(t, '\d{4}[-/. ]\d{1,2}|\d{1,2}[-/.]\d{4}|20\d{2}(0[1-9]|1[0-2])|20\d{2} ?[年년] ?\d{1,2} ?[月월]( ?[分度])?')
  OR regexp_full_match(spaced(numbered(t)), 'M\d{2} (\d{4}|\d{2})|\d{4} M\d{2}');
CREATE MACRO names_week(t) AS regexp_full_match(t, '(?i)20\d{2}[-/ ]?(w|wk|kw|cw|s|week|woche)[- ]?\d{1,2}|(w|kw|cw|s|week|woche)[- ]?\d{1,2}[-/ ]+20\d{2}');
CREATE MACRO names_quarter(t) AS regexp_full_match(t, '(?i)20\d{2}[-/ ]?[qt][1-4]|[qt][1-4][-/ ]+20\d{2}');
CREATE MACRO year_in(t) AS regexp_extract(t, '20\d{2}');

-- A time in UTC: seconds to nanoseconds since 1970, a date with or without time and zone (no zone: UTC), a month, a week,
-- or the number that Excel has for a day. A date with a year of two figures is none: day and month look alike.
CREATE MACRO moment(t) AS CASE
  WHEN substr(t, 5, 1) = '-' AND length(t) > 14 THEN make_timestamp(epoch_us(TRY_CAST(t AS TIMESTAMPTZ)))
  WHEN regexp_full_match(t, '\d{4}-\d{2}-\d{2}T\d{2}Z') THEN try_strptime(t, '%Y-%m-%dT%HZ')
  WHEN regexp_full_match(t, '\d{9,10}(\.\d+)?') THEN make_timestamp((t::DOUBLE * 1000000)::BIGINT)
  WHEN regexp_full_match(t, '\d{13}(\.\d+)?') THEN make_timestamp((t::DOUBLE * 1000)::BIGINT)
  WHEN regexp_full_match(t, '\d{16}') THEN make_timestamp(t::BIGINT)
  WHEN regexp_full_match(t, '\d{19}') THEN make_timestamp(t::BIGINT // 1000)
  WHEN is_pointed(t) THEN TRY_CAST(unpointed(t) AS TIMESTAMP)
  WHEN has_year_sign(t) THEN moment_signed(t)
  WHEN regexp_full_match(t, '\d{8}') THEN try_strptime(t, '%Y%m%d')
  WHEN regexp_full_match(t, '20\d{2}(0[1-9]|1[0-2])') THEN try_strptime(t, '%Y%m')
  WHEN regexp_full_match(t, '\d{4}[-/. ]\d{1,2}') THEN try_strptime(regexp_replace(t, '[/. ]', '-'), '%Y-%m')
  WHEN regexp_full_match(t, '\d{1,2}[-/.]\d{4}') THEN try_strptime(regexp_replace(t, '[/.]', '-'), '%m-%Y')
  WHEN regexp_full_match(t, '20\d{2} \d{1,2} \d{1,2}') THEN try_strptime(t, '%Y %m %d')
  WHEN regexp_full_match(t, '20\d{2} \d{1,2} \d{1,2} \d{1,2}') THEN try_strptime(t, '%Y %m %d %H')
  WHEN names_week(t) THEN try_strptime(year_in(t) || ' ' || regexp_extract(t, '(?i)[a-z][- ]?(\d{1,2})', 1), '%G %V')
  WHEN names_quarter(t) THEN make_timestamp(year_in(t)::BIGINT, regexp_extract(t, '(?i)[qt](\d)', 1)::BIGINT * 3 - 2, 1, 0, 0, 0)
  WHEN regexp_full_match(t, '[34567]\d{4}(\.\d+)?') THEN TIMESTAMP '1899-12-30' + to_seconds(round(t::DOUBLE * 86400))
  WHEN regexp_full_match(t, '\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(\D.*)?') THEN NULL
  ELSE coalesce(make_timestamp(epoch_us(TRY_CAST(t AS TIMESTAMPTZ))), moment_word(t)) END;

-- The same where a name of a zone, or its hours, stand behind a time in words.
CREATE MACRO moment_bare(t) AS coalesce(TRY_CAST(t AS TIMESTAMP), moment_word(t));
-- By way of lists, so that what stands for a name is planned once and not as often as it is named.
CREATE MACRO shift_of(z) AS to_seconds(CASE WHEN z = '' THEN 0 ELSE zone_hours(z) END * 3600);
CREATE MACRO in_utc(m, z) AS CASE WHEN place_of(z) IS NULL THEN m - shift_of(z) ELSE timezone('UTC', timezone(place_of(z), m)) END;
CREATE MACRO moment_zoned(t) AS list_transform([t], lambda x: coalesce(moment(x),
  list_transform([zoneless(x)], lambda y: list_transform([moment_bare(y)], lambda m: in_utc(m, zone(x)))[1])[1]))[1];

-- A time of day `m`, written as `t`, in UTC: with the zone that another field names, where it has none of its own.
CREATE MACRO has_zone(t) AS NOT regexp_matches(t, '\d:\d') OR regexp_matches(t, '(Z|[+-]\d{2}:?\d{2}|[A-Z]{3,5}|[ECMP]T)( ?\(.*\))?$');
-- The hours of a zone as people write them: UTC+2, GMT+05:30, (UTC+01:00) Amsterdam, Berlin.
CREATE MACRO hours_of(z) AS regexp_replace(regexp_replace(z, '^\(?(UTC|GMT)?([+-]\d{1,2}(:?\d{2})?)(\).*)?$', '\2'),
  '^([+-])(\d)?(\d)$', '\1' || CASE WHEN regexp_matches(z, '[+-]\d\d') THEN '\2' ELSE '0' END || '\3:00');
CREATE MACRO in_zone(m, t, z) AS CASE WHEN z IS NULL OR has_zone(t) THEN m
  WHEN place_of(z) IS NOT NULL THEN timezone('UTC', timezone(place_of(z), m))
  WHEN z IN (SELECT name FROM pg_timezone_names()) THEN timezone('UTC', timezone(z, m))
  ELSE m - to_seconds(zone_hours(hours_of(z)) * 3600) END;

-- The same where a spreadsheet wrote the date: month first, or day first.
CREATE MACRO halved(t) AS regexp_replace(regexp_replace(t, '(?i)\s*(uhr|hrs?|h)\.?$', ''), '(?i)[\s\x{a0}\x{202f}]*([ap])\.?[\s\x{a0}\x{202f}]?m\.?$', ' \1M');
CREATE MACRO slashed(t) AS regexp_replace(regexp_replace(halved(t), '^(\d{1,2})[./-](\d{1,2})[./-]', '\1/\2/'),
  '^(\d{1,2}/\d{1,2}/)(\d{2})(\D|$)', '\120\2\3');
CREATE MACRO bare_month(t) AS try_strptime(slashed(t), [
  '%m/%d/%Y', '%m/%d/%Y %H:%M', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %I:%M %p', '%m/%d/%Y %I:%M:%S %p',
  '%m/%d/%Y, %I:%M:%S.%g %p', '%m/%d/%Y, %I:%M:%S %p', '%m/%d/%Y, %H:%M:%S', '%m/%d/%Y, %H:%M']);
CREATE MACRO bare_day(t) AS try_strptime(slashed(t), [
  '%d/%m/%Y', '%d/%m/%Y %H:%M', '%d/%m/%Y %H:%M:%S', '%d/%m/%Y, %H:%M:%S', '%d/%m/%Y, %H:%M', '%d/%m/%Y %H:%M:%S.%g', '%d/%m/%Y %I:%M:%S %p',
  '%d/%m/%Y %I:%M %p', '%d/%m/%Y, %I:%M:%S %p']);
CREATE MACRO moment_month(t) AS list_transform([t], lambda x: coalesce(moment(x), bare_month(x),
  list_transform([bare_month(zoneless(x))], lambda m: in_utc(m, zone(x)))[1]))[1];
CREATE MACRO moment_day(t) AS list_transform([t], lambda x: coalesce(moment(x), bare_day(x),
  list_transform([bare_day(zoneless(x))], lambda m: in_utc(m, zone(x)))[1]))[1];

-- The same of times that are written in a way of their own.
CREATE MACRO tidied_moment(t) AS list_transform([tidied(t)], lambda x: coalesce(moment(x), try_strptime(halved(x), ['%Y-%m-%d %I:%M %p', '%Y-%m-%d %I:%M:%S %p'])))[1];
CREATE MACRO tidied_month(t) AS moment_month(tidied(t));
CREATE MACRO tidied_day(t) AS moment_day(tidied(t));
CREATE MACRO tidied_zoned(t) AS moment_zoned(tidied(t));

-- A finite number, or NULL, also with apostrophes or spaces between thousands, or as thousands or millions: 1.2k, 3.4 M;
-- with a decimal comma; with commas between thousands.
CREATE MACRO ungrouped(t) AS CASE WHEN regexp_full_match(t, '[-+]?\d{1,3}([''’ \x{a0}\x{202f}]\d{2,3})+([.,]\d+)?')
  THEN regexp_replace(t, '[''’ \x{a0}\x{202f}]', '', 'g') END;
CREATE MACRO finite(t) AS CASE WHEN isfinite(TRY_CAST(t AS DOUBLE)) THEN TRY_CAST(t AS DOUBLE) END;
CREATE MACRO shortened(t) AS CASE WHEN regexp_full_match(t, '(?i)[-+]?[0-9.]+ ?(k|m|mio|mil|mln|bil|bn|mrd)\.?')
  THEN round(finite(regexp_extract(t, '[-+0-9.]+')) * CASE lower(regexp_extract(t, '[A-Za-z]+'))
    WHEN 'k' THEN 1000 WHEN 'm' THEN 1000000 WHEN 'mio' THEN 1000000 WHEN 'mil' THEN 1000000 WHEN 'mln' THEN 1000000
    ELSE 1000000000 END, 3) END;
-- By way of a list, so that what `t` stands for is planned once and not as often as it is named.
CREATE MACRO amount(t) AS list_transform([t], lambda x: coalesce(finite(x), finite(ungrouped(x)), shortened(x)))[1];
CREATE MACRO amount_comma(t) AS amount(replace(replace(t, '.', ''), ',', '.'));
CREATE MACRO amount_thousands(t) AS amount(replace(t, ',', ''));

-- An amount of money as a spreadsheet shows it, without the sign or code of its currency.
CREATE MACRO bare(t) AS regexp_replace(t, '[^-+.,0-9]', '', 'g') || regexp_extract(t, '\d ?([kKM])($|[^A-Za-z])', 1);

-- The JSON in a cell, also where Python wrote it.
CREATE MACRO pythonic(t) AS replace(replace(replace(replace(t, '''', '"'), 'None', 'null'), 'True', 'true'), 'False', 'false');
CREATE MACRO held(t) AS CASE WHEN json_valid(t) THEN t WHEN json_valid(pythonic(t)) THEN pythonic(t)
  WHEN starts_with(t, '{') THEN '{' || array_to_string(list_transform(regexp_extract_all(t, '(\w+)=(-?\d+(\.\d+)?)[,}]'),
    lambda pair: regexp_replace(pair, '^(\w+)=(.*)[,}]$', '"\1":\2')), ',') || '}' END;

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
