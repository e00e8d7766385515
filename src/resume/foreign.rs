//! Files of other tools, told by their keys.

use super::node::Node;

/// Paths of keys, all of which a tool's files have, and what such a file is.
const TOOLS: &[(&[&str], &str)] = &[
    (&["cv.sections"], "a file of RenderCV"),
    (&["cv.name"], "a file of RenderCV"),
    (&["rendercv_settings"], "a file of RenderCV"),
    (&["sections.experience", "metadata"], "a file of Reactive Resume"),
    (&["sections.basics", "metadata"], "a file of Reactive Resume"),
    (&["sections.work", "metadata"], "a file of Reactive Resume"),
    (&["content.basics"], "a file of YAMLResume"),
    (&["SkillsPassport"], "a file of Europass"),
    (&["profile.personalInformation"], "a file of Europass"),
    (&["employment.history"], "a FRESH resume"),
    (&["info.label", "contact"], "a FRESH resume"),
    (&["resume.education", "resume.experience"], "a file of Resume.io or the like"),
    (&["workExperiences", "educations", "featuredSkills"], "a file of OpenResume"),
    (&["profile", "workExperiences"], "a file of OpenResume"),
    (&["included", "data"], "a file of LinkedIn"),
    (&["dependencies", "version"], "a `package.json` of npm"),
    (&["name", "version", "scripts"], "a `package.json` of npm"),
    (&["services.image"], "a file of Docker Compose"),
    (&["services"], "a file of Docker Compose"),
    (&["openapi", "paths"], "an OpenAPI description"),
    (&["apiVersion", "kind"], "a file of Kubernetes"),
    (&["package.edition"], "a `Cargo.toml`"),
    (&["project", "build-system"], "a `pyproject.toml`"),
    (&["sidebar", "experiences"], "a file of a Jekyll theme for resumes"),
    (&["experiences", "education", "skills"], "a file of Hugo"),
    (&["params", "baseURL"], "a file of Hugo"),
    (&["$schema", "properties"], "a JSON Schema"),
    (&["$schema", "$defs"], "a JSON Schema"),
    (&["on", "jobs"], "a workflow of GitHub Actions"),
];

/// The tool whose file `tree` is, if it is a known one.
pub(super) fn tool(tree: &Node) -> Option<&'static str> {
    let has = |path: &&str| path.split('.').try_fold(tree, |node, name| node.field(name)).is_some();
    TOOLS.iter().find(|(paths, _)| paths.iter().all(has)).map(|(_, tool)| *tool)
}
