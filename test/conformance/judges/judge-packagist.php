<?php
// Judges Composer versions with composer/semver: reads `left TAB right`, writes `<`, `=`, `>` or `?`.
// Branches without a number normalise to `dev-…`, which Composer never orders.
require_once 'Composer/Semver/autoload.php';

$parser = new Composer\Semver\VersionParser();
while (($line = fgets(STDIN)) !== false) {
    [$left, $right] = explode("\t", rtrim($line, "\n"));
    try {
        $a = $parser->normalize($left);
        $b = $parser->normalize($right);
    } catch (UnexpectedValueException $refused) {
        echo "?\n";
        continue;
    }
    if (str_starts_with($a, 'dev-') || str_starts_with($b, 'dev-')) {
        echo "?\n";
    } elseif (Composer\Semver\Comparator::lessThan($a, $b)) {
        echo "<\n";
    } else {
        echo Composer\Semver\Comparator::greaterThan($a, $b) ? ">\n" : "=\n";
    }
}
