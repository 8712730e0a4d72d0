<?php
// needs: root
use ION\Process;

// a user of its own, but with the groups chosen here
Process::setGroups(['daemon']);
Process::setGroup('nogroup');
Process::setUser('nobody', false);

print Process::run(['id', '-nG'])->stdout;
