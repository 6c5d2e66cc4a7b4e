CREATE TABLE usage (
  file INTEGER, row BIGINT, began TIMESTAMP, ended TIMESTAMP, requests DOUBLE, uncounted DOUBLE,
  said DOUBLE, cached DOUBLE, written DOUBLE, apart BOOLEAN, output DOUBLE, grp UBIGINT,
  model VARCHAR, project VARCHAR, key VARCHAR, tag VARCHAR, route VARCHAR, tier VARCHAR,
  failed BOOLEAN, called BOOLEAN, usd DOUBLE, currency VARCHAR, identity UBIGINT, about UBIGINT, period UBIGINT,
  trace UBIGINT, span UBIGINT, parent UBIGINT, source VARCHAR, why VARCHAR, text VARCHAR, summed BOOLEAN,
  own UBIGINT);
