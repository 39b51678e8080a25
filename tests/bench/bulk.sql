\set base random(1, 1000000000000)
INSERT INTO bulk SELECT g, 1, 0, '' FROM generate_series(:base * 3000::bigint, :base * 3000::bigint + 2999) g;
