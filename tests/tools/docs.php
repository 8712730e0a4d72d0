<?php
/*
 * Every code block of the documentation is a file that a test runs. This fails when a block and its
 * file differ, when a file is shown nowhere, and when a link leads nowhere.
 *
 * A block is named by an HTML comment on the line before it:
 *     <!-- example: exec-basic.php -->           the whole file of docs/examples
 *     <!-- example: exec-basic.php#start -->     the lines between "// [start]" and "// [/start]"
 *     <!-- output: exec-basic.out -->            what the example printed
 *     <!-- text -->                              a drawing or a list; named by nothing, code of nothing
 * docs/reference is generated from the stubs and only its links are looked at.
 *
 * php tests/tools/docs.php [--fix]: --fix writes the files into the blocks.
 * SPDX-License-Identifier: MIT
 */

const CODE = ['php', 'sh', 'shell', 'bash', 'console'];

$root = dirname(__DIR__, 2);
$fix = in_array('--fix', $argv, true);
$errors = [];
$used = [];

/** @return list<string> paths relative to the root */
function pages(string $root): array
{
    $pages = array_map('basename', glob("$root/*.md"));
    $walk = new RecursiveIteratorIterator(
        new RecursiveDirectoryIterator("$root/docs", FilesystemIterator::SKIP_DOTS)
    );
    foreach ($walk as $file) {
        if ($file->getExtension() === 'md') {
            $pages[] = substr($file->getPathname(), strlen($root) + 1);
        }
    }
    sort($pages);
    return $pages;
}

/** What a block named so has to hold; null when there is no such file or region. */
function content(string $root, string $name): ?string
{
    [$file, $region] = explode('#', $name, 2) + [1 => null];
    $path = "$root/docs/examples/$file";
    if (!is_file($path)) {
        return null;
    }
    $text = file_get_contents($path);
    if ($region === null) {
        return rtrim($text, "\n") . "\n";
    }
    $tag = preg_quote($region, '~');
    if (!preg_match("~^[ \t]*// \\[$tag\\]\n(.*?)^[ \t]*// \\[/$tag\\]$~ms", $text, $m)) {
        return null;
    }
    return unindent($m[1]);
}

function unindent(string $text): string
{
    preg_match_all('~^( *)\S~m', $text, $m);
    $least = min(array_map('strlen', $m[1]) ?: [0]);
    return preg_replace("~^ {0,$least}~m", '', $text);
}

/** As GitHub makes them of headings. */
function anchor(string $heading): string
{
    $heading = preg_replace(['~`~', '~\[([^]]*)\]\([^)]*\)~'], ['', '$1'], trim($heading));
    $lower = function_exists('mb_strtolower') ? mb_strtolower($heading) : lower_utf8($heading);
    return str_replace(' ', '-', preg_replace('~[^\p{L}\p{N}\p{M}_ -]~u', '', $lower));
}

/* Under "php -n" there may be no mbstring; Latin and Cyrillic are all that the pages use. */
function lower_utf8(string $text): string
{
    $map = [];
    foreach (preg_split('~~u', 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁ', -1, PREG_SPLIT_NO_EMPTY) as $i => $upper) {
        $code = $i === 32 ? 0x451 : 0x430 + $i;
        $map[$upper] = chr(0xc0 | $code >> 6) . chr(0x80 | $code & 0x3f);
    }
    return strtr(strtolower($text), $map);
}

/** @return array{text: string, errors: list<string>, used: list<string>, headings: list<string>} */
function check_page(string $root, string $page, bool $fix): array
{
    $lines = explode("\n", file_get_contents("$root/$page"));
    $generated = str_starts_with($page, 'docs/reference/');
    $out = $errors = $used = $headings = [];
    for ($i = 0; $i < count($lines); $i++) {
        $out[] = $lines[$i];
        if (preg_match('~^#{1,6} (.*)$~', $lines[$i], $m)) {
            $headings[] = anchor($m[1]);
        }
        if (!preg_match('~^```(\w*)$~', $lines[$i], $m)) {
            continue;
        }
        $start = $i;
        while (++$i < count($lines) && $lines[$i] !== '```');
        $block = array_slice($lines, $start + 1, $i - $start - 1);
        $text = $block ? implode("\n", $block) . "\n" : '';
        $before = $lines[$start - 1] ?? '';
        $where = "$page:" . ($start + 1);
        if ($generated) {
            /* nothing to compare */
        } elseif (preg_match('~^<!-- (example|output): (\S+) -->$~', $before, $name)) {
            $wanted = content($root, $name[2]);
            $used[] = explode('#', $name[2])[0];
            if ($wanted === null) {
                $errors[] = "$where: docs/examples/$name[2] does not exist";
            } elseif ($fix) {
                $text = $wanted;
            } elseif ($wanted !== $text) {
                $errors[] = "$where: differs from docs/examples/$name[2]";
            }
            if ($name[1] === 'example' && !in_array($m[1], CODE, true)) {
                $errors[] = "$where: an example without its language";
            }
        } elseif ($before !== '<!-- text -->' || in_array($m[1], CODE, true)) {
            $errors[] = "$where: a block without the comment that names its file";
        }
        array_push($out, ...($text === '' ? [] : explode("\n", rtrim($text, "\n"))));
        $out[] = '```';
    }
    return ['text' => implode("\n", $out), 'errors' => $errors, 'used' => $used, 'headings' => $headings];
}

/** @param array<string, list<string>> $headings by page */
function check_links(string $root, string $page, string $text, array $headings): array
{
    $errors = [];
    $text = preg_replace(['~^```.*?^```$~ms', '~`[^`\n]*`~'], '', $text);
    preg_match_all('~\]\(([^)\s]+)\)~', $text, $m);
    foreach ($m[1] as $link) {
        if (preg_match('~^(https?|mailto):~', $link)) {
            continue;
        }
        [$path, $anchor] = explode('#', $link, 2) + [1 => null];
        $target = $path === '' ? $page : trim(dirname($page) . "/$path", './');
        while (preg_match('~(^|/)(?!\.\.)[^/]+/\.\.(/|$)~', $target)) {
            $target = preg_replace('~(^|/)(?!\.\.)[^/]+/\.\.(/|$)~', '$1', $target, 1);
        }
        if (!file_exists("$root/$target")) {
            $errors[] = "$page: the link $link leads nowhere";
        } elseif ($anchor !== null && !in_array(rawurldecode($anchor), $headings[$target] ?? [], true)) {
            $errors[] = "$page: the link $link names no heading";
        }
    }
    return $errors;
}

$checked = $headings = [];
foreach (pages($root) as $page) {
    $checked[$page] = check_page($root, $page, $fix);
    $headings[$page] = $checked[$page]['headings'];
    array_push($errors, ...$checked[$page]['errors']);
    array_push($used, ...$checked[$page]['used']);
    if ($fix && $checked[$page]['text'] !== file_get_contents("$root/$page")) {
        file_put_contents("$root/$page", $checked[$page]['text']);
        echo "wrote $page\n";
    }
}
foreach ($checked as $page => $result) {
    array_push($errors, ...check_links($root, $page, $result['text'], $headings));
}

/* demo.php is what script/demo runs */
$free = ['demo.php', 'README.md'];
$tests = implode('', array_map('file_get_contents', glob("$root/tests/docs/*.phpt")));
foreach (glob("$root/docs/examples/*.{php,sh,out}", GLOB_BRACE) as $path) {
    $name = basename($path);
    if (!in_array($name, $used, true) && !in_array($name, $free, true)) {
        $errors[] = "docs/examples/$name is shown on no page";
    }
    $stem = preg_replace('~\.\w+$~', '', $path);
    if (str_ends_with($name, '.php') && !is_file("$stem.out") && $name !== 'demo.php') {
        $errors[] = "docs/examples/$name has no .out: what it prints is not checked";
    }
    if (str_ends_with($name, '.php') && !in_array($name, $free, true) &&
        !str_contains($tests, "'" . preg_replace('~[-.].*~', '', $name) . "'")) {
        $errors[] = "docs/examples/$name is run by no test in tests/docs";
    }
    if (str_ends_with($name, '.out') && !is_file("$stem.php")) {
        $errors[] = "docs/examples/$name belongs to no example";
    }
}

foreach ($errors as $error) {
    echo "$error\n";
}
printf("docs: %d pages, %d blocks, %d errors\n", count($checked), count($used), count($errors));
exit($errors ? 1 : 0);
