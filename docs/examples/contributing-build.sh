script/build dev
script/check
script/test
