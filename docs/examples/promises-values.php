<?php
function describe(mixed $value): void
{
    ION::promise($value)
        ->then(fn (int|float $n) => "a number")
        ->then(fn (array $list) => "a list of " . count($list))
        ->then(fn (ION\Process\Exec $e) => "a program")
        ->then(function (string $text) {
            print "$text\n";
        });
}

describe(1.5);
describe("as it is");
describe([1, 2, 3]);
