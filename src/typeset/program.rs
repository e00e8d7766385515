//! A built-in theme as a program: its functions, as functions of the library.
//!
//! Typst parses a source file whole, and looks up for every call of a function whether it was called with the same before: it
//! hashes the function as a tree, all that it refers to, and its arguments. A theme has some hundred and fifty short functions,
//! most of which a page calls with something else each time. So they are parsed when cvgen is built, read when they are called
//! first, and known by their address; and what they gave is looked up for [`REMEMBERED`] alone.
//!
//! Takes the definitions that `build.rs` wrote, gives a library that has what main files call as `theme`. It lives as long as the
//! process, once for each theme, as Typst's own functions do.

use super::world::{MAIN_ID, PLAIN_LIBRARY};
use crate::assets::Definitions;
use comemo::{Tracked, TrackedMut};
use std::sync::{LazyLock, Mutex, OnceLock, PoisonError};
use typst::diag::{SourceResult, bail};
use typst::engine::{Engine, Route, Sink, Traced};
use typst::foundations::{
    Args, CastInfo, Context, Dict, Func, Module, NativeFuncData, NativeFuncPtr, Scope, Scopes,
    Value,
};
use typst::introspection::Introspector;
use typst::syntax::ast;
use typst::syntax::{Source, Span, SyntaxKind, SyntaxNode};
use typst::utils::{LazyHash, Protected, Static};
use typst::{Library, World};
use typst_eval::{Eval, FlowEvent, Vm};

/// What a main file calls.
const CALLED: [&str; 3] = ["as-data", "drawn", "sheet"];

/// Functions that do much, and are called with the same several times or when a page is typeset once more. What they were
/// given is hashed.
const REMEMBERED: [&str; 6] = ["arranged", "blocks", "draw", "drawable", "in-columns", "inline"];

/// What a theme defines.
struct Program(Vec<Definition>);

struct Definition {
    name: &'static str,
    /// The expression behind the name, as bytes.
    tree: &'static [u8],
    /// Those that it names.
    uses: &'static [usize],
    /// The expression, read once it is needed.
    expression: OnceLock<SyntaxNode>,
    /// What it names.
    scope: OnceLock<Scope>,
    /// What its name stands for.
    value: OnceLock<Value>,
}

/// Typst's library, in which `theme` has what a main file calls of it.
pub(super) fn library(theme: Definitions) -> &'static LazyHash<Library> {
    static KNOWN: Mutex<Vec<(Definitions, &LazyHash<Library>)>> = Mutex::new(Vec::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, library)) = known.iter().find(|(of, _)| std::ptr::eq(*of, theme)) {
        return library;
    }
    let library = Box::leak(Box::new(LazyHash::new(with_theme(theme))));
    known.push((theme, library));
    library
}

fn with_theme(theme: Definitions) -> Library {
    let definition = |&(name, tree, uses): &(_, _, _)| Definition {
        name,
        tree,
        uses,
        expression: OnceLock::new(),
        scope: OnceLock::new(),
        value: OnceLock::new(),
    };
    let program: &'static Program =
        Box::leak(Box::new(Program(theme.iter().map(definition).collect())));
    let called = program.0.iter().enumerate().filter(|(_, it)| CALLED.contains(&it.name));
    let called: Dict =
        called.map(|(index, it)| (it.name.into(), Value::Func(program.function(index)))).collect();
    let mut library = PLAIN_LIBRARY.clone();
    let mut scope = library.global.scope().clone();
    scope.define("theme", called);
    library.global = Module::new("global", scope);
    library
}

impl Program {
    /// The function that is defined there.
    fn function(&'static self, index: usize) -> Func {
        let name = self.0[index].name;
        let is_remembered = REMEMBERED.contains(&name);
        let function = move |engine: &mut Engine, context: Tracked<Context>, args: &mut Args| {
            let (library, world, traced) = (engine.library, engine.world, engine.traced);
            let introspector = engine.introspector.into_raw();
            let sink = TrackedMut::reborrow_mut(&mut engine.sink);
            let (route, args) = (engine.route.track(), args.take());
            if is_remembered || self.0[index].is_constant() {
                let this = Static(self);
                return remembered(
                    this,
                    index,
                    library,
                    world,
                    introspector,
                    traced,
                    sink,
                    route,
                    context,
                    args,
                );
            }
            let (introspector, route) = (engine.introspector, Route::extend(route));
            let engine = Engine { library, world, introspector, traced, sink, route };
            self.call(index, engine, context, args)
        };
        let data = NativeFuncData {
            function: NativeFuncPtr(Box::leak(Box::new(function))),
            name,
            title: name,
            docs: "",
            def_site: None,
            keywords: &[],
            contextual: false,
            scope: LazyLock::new(&|| Scope::new()),
            params: LazyLock::new(&|| Vec::new()),
            returns: LazyLock::new(&|| CastInfo::Any),
        };
        Func::from(&*Box::leak(Box::new(data)))
    }

    /// What the function that is defined there gives for the arguments.
    #[expect(clippy::needless_pass_by_value, reason = "Typst passes a context by value")]
    fn call<'a>(
        &'static self,
        index: usize,
        engine: Engine<'a>,
        context: Tracked<'a, Context<'a>>,
        args: Args,
    ) -> SourceResult<Value> {
        let function = self.0[index].expression().cast::<ast::Closure>();
        let Some(function) = function else { return Ok(Value::None) };
        let library = engine.library;
        let mut vm = Vm::new(engine, context, Scopes::new(Some(library)), Span::detached());
        vm.scopes.top = self.scope(index, &mut vm)?;
        bind(function.params(), args, &mut vm)?;
        let output = function.body().eval(&mut vm)?;
        match vm.flow {
            Some(FlowEvent::Return(_, Some(value), _)) => Ok(value),
            Some(FlowEvent::Return(_, None, _)) | None => Ok(output),
            Some(flow) => bail!(flow.forbidden()),
        }
    }

    /// What the name of a definition stands for.
    fn value(&'static self, index: usize, vm: &mut Vm) -> SourceResult<Value> {
        let it = &self.0[index];
        if let Some(value) = it.value.get() {
            return Ok(value.clone());
        }
        if it.is_function() {
            return Ok(it.value.get_or_init(|| Value::Func(self.function(index))).clone());
        }
        let empty = Scopes::new(vm.scopes.base);
        let outer = std::mem::replace(&mut vm.scopes, empty);
        vm.scopes.top = self.scope(index, vm)?;
        let expression = it.expression().cast::<ast::Expr>();
        let value = expression.map_or(Ok(Value::None), |it| it.eval(vm))?;
        vm.scopes = outer;
        Ok(it.value.get_or_init(|| value).clone())
    }

    /// What a definition names.
    fn scope(&'static self, index: usize, vm: &mut Vm) -> SourceResult<Scope> {
        let it = &self.0[index];
        if let Some(scope) = it.scope.get() {
            return Ok(scope.clone());
        }
        let mut scope = Scope::new();
        for &used in it.uses {
            scope.define(self.0[used].name, self.value(used, vm)?);
        }
        Ok(it.scope.get_or_init(|| scope).clone())
    }
}

impl Definition {
    fn is_function(&self) -> bool {
        self.tree.first().is_some_and(|&kind| kind_of(kind) == SyntaxKind::Closure)
    }

    /// Whether it is a function that always gives the same, such as a regular expression, which takes long to make.
    fn is_constant(&self) -> bool {
        let function = self.expression().cast::<ast::Closure>();
        function.is_some_and(|it| it.params().children().next().is_none())
    }

    /// The expression behind the name.
    fn expression(&self) -> &SyntaxNode {
        // Where paths of files are looked for.
        static MAIN: LazyLock<Span> =
            LazyLock::new(|| Source::new(*MAIN_ID, String::new()).root().span());
        self.expression.get_or_init(|| {
            let mut tree = read(&mut &*self.tree);
            tree.synthesize(*MAIN);
            tree
        })
    }
}

/// Reads a node at the beginning of bytes that `build.rs` wrote.
fn read(bytes: &mut &[u8]) -> SyntaxNode {
    let kind = kind_of(taken(bytes, 1)[0]);
    let number =
        |bytes: &mut _| taken(bytes, 2).iter().rev().fold(0, |n, &byte| n << 8 | usize::from(byte));
    match number(bytes) {
        0 => {
            let length = number(bytes);
            let text = str::from_utf8(taken(bytes, length));
            SyntaxNode::leaf(kind, text.expect("a theme is a text"))
        }
        count => SyntaxNode::inner(kind, (1..count).map(|_| read(bytes)).collect()),
    }
}

/// The next bytes.
fn taken<'a>(bytes: &mut &'a [u8], count: usize) -> &'a [u8] {
    let (taken, rest) = bytes.split_at(count);
    *bytes = rest;
    taken
}

/// The kind of node with that number.
fn kind_of(number: u8) -> SyntaxKind {
    const KINDS: &[SyntaxKind] = include!(concat!(env!("OUT_DIR"), "/kinds.rs"));
    KINDS[usize::from(number)]
}

/// Gives the arguments the names of the parameters.
fn bind(parameters: ast::Params, mut args: Args, vm: &mut Vm) -> SourceResult<()> {
    let positional = parameters.children().filter(|it| matches!(it, ast::Param::Pos(_))).count();
    let given = args.items.iter().filter(|it| it.name.is_none()).count();
    let mut rest = None;
    for parameter in parameters.children() {
        match parameter {
            ast::Param::Pos(ast::Pattern::Normal(ast::Expr::Ident(name))) => {
                let value: Value = args.expect(name.as_str())?;
                vm.define(name, value);
            }
            ast::Param::Pos(_) => bail!(args.span, "a theme's functions take values by name"),
            ast::Param::Named(named) => {
                let value = match args.named(named.name().as_str())? {
                    Some(value) => value,
                    None => named.expr().eval(vm)?,
                };
                vm.define(named.name(), value);
            }
            ast::Param::Spread(spread) => {
                let values = args.consume(given.saturating_sub(positional))?;
                rest = spread.sink_ident().map(|name| (name, values));
            }
        }
    }
    if let Some((name, values)) = rest {
        let mut all = args.take();
        all.items.extend(values);
        vm.define(name, all);
    }
    args.finish()
}

/// The same as [`Program::call`], looked up.
#[comemo::memoize]
#[expect(clippy::too_many_arguments, reason = "a call is told from others by all of it")]
fn remembered(
    program: Static<Program>,
    index: usize,
    library: &LazyHash<Library>,
    world: Tracked<dyn World + '_>,
    introspector: Tracked<dyn Introspector + '_>,
    traced: Tracked<Traced>,
    sink: TrackedMut<Sink>,
    route: Tracked<Route>,
    context: Tracked<Context>,
    args: Args,
) -> SourceResult<Value> {
    let (introspector, route) = (Protected::new(introspector), Route::extend(route));
    let engine = Engine { library, world, introspector, traced, sink, route };
    program.0.call(index, engine, context, args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets;

    /// A name that no function has would be remembered in vain.
    #[test]
    fn what_is_remembered_is_defined() {
        let theme = assets::packed("modern").expect("it is built in");
        let unknown =
            REMEMBERED.iter().chain(&CALLED).find(|name| !theme.iter().any(|it| it.0 == **name));
        assert_eq!(unknown, None);
    }
}
