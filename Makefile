# `make demo` and `make test` are all a fresh machine with Node and npm needs; both install what is missing.
REALIZED := node build/src/cli/main.js

.PHONY: demo pictures test bench bench-catalogue calibrate coverage money-coverage lint build example clean

node_modules/.package-lock.json: package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

build: node_modules/.package-lock.json
	@rm -rf build/src build/datasets
	npm run --silent build

# The demo programs are copied and generated under build/demo, so that the tree stays clean.
demo: build
	@rm -rf build/demo && mkdir -p build/demo
	@cp -R datasets/riverside datasets/nightingale build/demo/
	node build/datasets/riverside/generate.js --out build/demo/riverside
	$(REALIZED) seal build/demo/riverside --protocol
	$(REALIZED) seal build/demo/riverside --baseline
	$(REALIZED) run build/demo/riverside
	$(REALIZED) run build/demo/nightingale

# The pictures in the README, from the demo's reports and the committed example; needs Chromium and pdftoppm.
pictures: node_modules/.package-lock.json
	node docs/images/make.mjs

test: build
	npm run --silent test

lint: node_modules/.package-lock.json
	npm run --silent lint

bench: build
	node build/bench/main.js
	node build/bench/compare.js
	node build/bench/money.js
	node build/bench/defence.js
	node build/bench/preview.js

# Every KPI over riverside against statements by hand; SCALE=46 makes twenty million records.
bench-catalogue: build
	node build/bench/catalogue.js

calibrate: build
	node build/bench/calibrate.js

# Riverside over twenty seeds: does every interval hold the effect that was put in?
coverage: build
	node build/bench/riverside.js

# How often P5–P95 of the estimated benefit holds the true one; hours for the default 100 seeds.
money-coverage: build
	node build/bench/money-coverage.js

# The committed example: what a run on real, tiny data writes; a test holds it byte for byte.
example: build
	@rm -rf build/example reports/example && mkdir -p build/example reports/example
	@cp -R datasets/nightingale build/example/
	$(REALIZED) run build/example/nightingale
	@cp -R reports/nightingale/latest reports/example/nightingale

clean:
	rm -rf build reports/riverside reports/nightingale
