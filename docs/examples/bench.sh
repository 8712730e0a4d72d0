script/bench exec
