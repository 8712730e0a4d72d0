script/bench exec fork ipc loop signal spawn
