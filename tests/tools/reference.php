<?php
/*
 * Makes docs/reference/*.md from the stubs: one page a class that is not @internal, the docblocks are the text.
 *     php tests/tools/reference.php [--check]
 * With --check nothing is written; pages that are not what the stubs say are named, and it fails.
 * Needs the tokenizer extension and nothing else.
 * SPDX-License-Identifier: MIT
 */

/** A docblock taken apart: its text, and its tags in order. */
final class DocBlock
{
    public string $text = '';
    /** @var list<array{string, string}> */
    public array $tags = [];

    public function __construct(string $comment)
    {
        $lines = preg_replace('~^\s*(/\*\*|\*/|\* ?)~', '', explode("\n", $comment));
        $lines = array_map(fn (string $line) => rtrim(preg_replace('~\s*\*/$~', '', $line)), $lines);
        foreach ($lines as $line) {
            if (preg_match('/^@([\w-]+)\s*(.*)$/', $line, $m)) {
                $this->tags[] = [$m[1], $m[2]];
            } elseif ($this->tags === []) {
                $this->text .= "$line\n";
            } else {
                $this->tags[array_key_last($this->tags)][1] .= "\n" . trim($line);
            }
        }
        $this->text = trim($this->text);
    }

    /** @return list<string> */
    public function all(string $tag): array
    {
        $found = array_filter($this->tags, fn (array $pair) => $pair[0] === $tag);
        return array_values(array_map(fn (array $pair) => trim(preg_replace('/\s+/', ' ', $pair[1])), $found));
    }

    public function has(string $tag): bool
    {
        return $this->all($tag) !== [];
    }
}

/** One constant, property or method. */
final class Member
{
    public function __construct(
        public readonly string $kind,
        public readonly string $name,
        public readonly string $signature,
        public readonly DocBlock $doc,
    ) {
    }
}

/** A class, interface or enum of a stub. */
final class ClassPage
{
    /** @var list<Member> */
    public array $members = [];

    public function __construct(
        public readonly string $name,
        public readonly string $signature,
        public readonly DocBlock $doc,
        public readonly string $family,
    ) {
    }

    public function file(): string
    {
        return strtolower(str_replace('\\', '-', $this->name)) . '.md';
    }
}

/** Reads the classes of one stub file from its tokens. */
final class StubReader
{
    private const SKIPPED = [T_WHITESPACE, T_COMMENT];
    private const MODIFIERS = [T_FINAL, T_ABSTRACT, T_READONLY, T_PUBLIC, T_PROTECTED, T_PRIVATE, T_STATIC, T_VAR];

    /** @var list<PhpToken> */
    private array $tokens;
    private int $at = 0;
    private string $namespace = '';

    public function __construct(private readonly string $file)
    {
        $all = PhpToken::tokenize(file_get_contents($file));
        $this->tokens = array_values(array_filter($all, fn (PhpToken $token) => !$token->is(T_COMMENT)));
    }

    /** @return list<ClassPage> */
    public function classes(): array
    {
        $classes = [];
        $doc = '';
        $from = null;
        for (; $this->at < count($this->tokens); $this->at++) {
            $token = $this->tokens[$this->at];
            if ($token->is(T_NAMESPACE)) {
                $this->namespace = trim(substr($this->until('{', ';'), strlen('namespace')));
            } elseif ($token->is(T_DOC_COMMENT)) {
                $doc = $token->text;
            } elseif ($token->is(self::MODIFIERS)) {
                $from ??= $this->at;
            } elseif ($token->is([T_CLASS, T_INTERFACE, T_TRAIT, T_ENUM])) {
                $this->at = $from ?? $this->at;
                $classes[] = $this->readClass($doc);
                $doc = '';
                $from = null;
            }
        }
        return $classes;
    }

    private function readClass(string $doc): ClassPage
    {
        $signature = $this->until('{');
        preg_match('/\b(?:class|interface|trait|enum)\s+(\w+)/', $signature, $m);
        $name = ltrim("$this->namespace\\$m[1]", '\\');
        $signature = preg_replace('/\b(class|interface|trait|enum)\s+\w+/', '$1 ' . addslashes($name), $signature);
        $page = new ClassPage($name, $signature, new DocBlock($doc), basename($this->file, '.stub.php'));
        $doc = '';
        for ($this->at++; !$this->tokens[$this->at]->is('}'); $this->at++) {
            $token = $this->tokens[$this->at];
            if ($token->is(T_DOC_COMMENT)) {
                $doc = $token->text;
            } elseif (!$token->is(self::SKIPPED)) {
                $member = $this->readMember(new DocBlock($doc));
                $doc = '';
                if (!str_starts_with($member->signature, 'private ')) {
                    $page->members[] = $member;
                }
            }
        }
        return $page;
    }

    private function readMember(DocBlock $doc): Member
    {
        $signature = $this->until('{', ';');
        if ($this->tokens[$this->at]->is('{')) {
            $this->until('}');
        }
        if (preg_match('/\bfunction\s+&?(\w+)/', $signature, $m)) {
            return new Member('Methods', "$m[1]()", $signature, $doc);
        }
        if (preg_match('/\bconst\s+(?:\w+\s+)?(\w+)\s*=/', $signature, $m)) {
            return new Member('Constants', $m[1], preg_replace('/\s*=\s*UNKNOWN$/', '', $signature), $doc);
        }
        if (preg_match('/^case\s+(\w+)/', $signature, $m)) {
            return new Member('Cases', $m[1], $signature, $doc);
        }
        preg_match('/\$\w+/', $signature, $m);
        return new Member('Properties', $m[0], $signature, $doc);
    }

    /** The text from here to one of the given tokens (outside of parentheses), which becomes the current one. */
    private function until(string ...$ends): string
    {
        $text = '';
        for ($depth = 0; $depth > 0 || !$this->tokens[$this->at]->is($ends); $this->at++) {
            $token = $this->tokens[$this->at];
            $depth += $token->is(['(', '[']) <=> $token->is([')', ']']);
            $text .= $token->is(T_DOC_COMMENT) ? '' : $token->text;
        }
        return trim(preg_replace('/\s+/', ' ', $text));
    }
}

/** Writes the pages. */
final class Reference
{
    private const NOTE = "<!-- made by tests/tools/reference.php from stubs/%s: change it there -->\n";

    /** @param array<string, ClassPage> $classes by name */
    public function __construct(private readonly array $classes)
    {
    }

    /** @return array<string, string> file name => text */
    public function pages(): array
    {
        $pages = ['README.md' => $this->index()];
        foreach ($this->classes as $class) {
            $pages[$class->file()] = $this->page($class);
        }
        return $pages;
    }

    private function index(): string
    {
        $text = sprintf(self::NOTE, '*.stub.php') . "# Reference\n\nOne page a class; the text is that of the stubs.\n";
        $family = '';
        foreach ($this->classes as $class) {
            if ($class->family !== $family) {
                $family = $class->family;
                $text .= "\n## $family\n\n| class | what it is |\n|---|---|\n";
            }
            $text .= "| [{$class->name}]({$class->file()}) | {$this->firstSentence($class->doc)} |\n";
        }
        return $text;
    }

    private function page(ClassPage $class): string
    {
        $text = sprintf(self::NOTE, "$class->family.stub.php") . "# $class->name\n\n```php\n$class->signature\n```\n\n";
        $text .= $class->doc->text . "\n";
        $limits = array_filter([
            $class->doc->has('strict-properties') ? 'no dynamic properties' : '',
            $class->doc->has('not-serializable') ? 'not serialisable' : '',
        ]);
        $text .= $limits ? "\n(" . ucfirst(implode(', ', $limits)) . ".)\n" : '';
        foreach (['Cases', 'Constants', 'Properties', 'Methods'] as $kind) {
            $members = array_filter($class->members, fn (Member $member) => $member->kind === $kind);
            $text .= $members ? "\n## $kind\n" : '';
            foreach ($members as $member) {
                $text .= $this->member($member);
            }
        }
        return $text;
    }

    private function member(Member $member): string
    {
        $text = "\n### $member->name\n\n```php\n$member->signature\n```\n";
        $text .= $member->doc->text === '' ? '' : "\n{$member->doc->text}\n";
        $list = '';
        foreach ($member->doc->all('param') as $param) {
            if (preg_match('/^(\S.*?)\s+(\.{3})?(\$\w+)\s*(.*)$/', $param, $m) && $m[4] !== '') {
                $list .= "- `$m[3]`: $m[4]\n";
            }
        }
        foreach ($member->doc->all('return') as $return) {
            $list .= "- returns " . $this->typed($return) . "\n";
        }
        foreach ($member->doc->all('throws') as $throws) {
            $list .= "- throws " . $this->typed($throws) . "\n";
        }
        return $text . ($list === '' ? '' : "\n$list");
    }

    /** "TYPE text" with the type as code; a type may hold spaces inside of brackets. */
    private function typed(string $text): string
    {
        $depth = 0;
        for ($i = 0; $i < strlen($text) && ($depth > 0 || $text[$i] !== ' '); $i++) {
            $depth += str_contains('<{(', $text[$i]) <=> str_contains('>})', $text[$i]);
        }
        return '`' . substr($text, 0, $i) . '`' . substr($text, $i);
    }

    private function firstSentence(DocBlock $doc): string
    {
        $text = preg_replace('/\s+/', ' ', explode("\n\n", $doc->text)[0]);
        return str_replace('|', '\|', preg_match('/^.*?\.(?= |$)/', $text, $m) ? $m[0] : $text);
    }
}

$top = dirname(__DIR__, 2);
$classes = [];
foreach (glob("$top/stubs/*.stub.php") as $stub) {
    foreach ((new StubReader($stub))->classes() as $class) {
        if (!$class->doc->has('internal')) {
            $classes[$class->name] = $class;
        }
    }
}
$pages = (new Reference($classes))->pages();
$folder = "$top/docs/reference";
$stale = [];
foreach ($pages as $file => $text) {
    if (@file_get_contents("$folder/$file") !== $text) {
        $stale[] = $file;
    }
}
$orphans = array_diff(array_map('basename', glob("$folder/*.md")), array_keys($pages));
if (in_array('--check', $argv, true)) {
    if ($stale || $orphans) {
        echo 'not what the stubs say: ', implode(' ', [...$stale, ...$orphans]), "\nrun php tests/tools/reference.php and commit\n";
        exit(1);
    }
    exit(0);
}
is_dir($folder) || mkdir($folder, 0777, true);
foreach ($stale as $file) {
    file_put_contents("$folder/$file", $pages[$file]);
}
foreach ($orphans as $file) {
    unlink("$folder/$file");
}
echo count($stale), ' of ', count($pages), " pages written\n";
