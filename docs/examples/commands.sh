script/demo
script/test
