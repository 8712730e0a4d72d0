<?php
ION::interval(0.01)->then(function () {});      // would run for ever

ION::stop(0.05);
var_dump(ION::dispatch());                      // true: stopped

ION::await(60);
ION::stop();
var_dump(ION::dispatch());                      // true: one turn, without waiting
