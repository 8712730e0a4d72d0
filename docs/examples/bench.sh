script/bench exec fork ipc
