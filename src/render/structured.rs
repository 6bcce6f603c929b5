//! Structured data for search engines (schema.org, as JSON-LD), safe inside a script element.

use serde_json::{Value, json};

use super::views::PageView;
use crate::model::{CauseEntry, Entry, KnowledgeBase, Question, Route};
use crate::theme::Words;

/// The landing page: the set of terms, and the questions that it shows. Each code's page says of
/// its term that it belongs to the set.
pub fn home(base: &KnowledgeBase, words: &Words) -> String {
    let settings = &base.settings;
    let url = settings.base_url.to_string();
    let set = json!({
        "@type": "DefinedTermSet",
        "@id": url,
        "name": settings.title,
        "description": settings.description,
        "inLanguage": settings.language,
        "publisher": publisher(base),
    });
    let questions = base.questions();
    let mut graph = vec![set];
    if !questions.is_empty() {
        let asked = questions.into_iter().map(|(entry, question)| asked(entry, question, words));
        graph.push(json!({ "@type": "FAQPage", "mainEntity": asked.collect::<Vec<_>>() }));
    }
    for_graph(graph)
}

/// A code's page: the term, the article about it, and the way to it.
pub fn code(base: &KnowledgeBase, entry: &Entry, url: &str) -> String {
    let settings = &base.settings;
    let home = settings.base_url.to_string();
    let name = format!("{} {}", entry.code, entry.reason);
    let mut article = json!({
        "@type": "TechArticle",
        "headline": name,
        "url": url,
        "inLanguage": settings.language,
        "about": { "@id": format!("{url}#term") },
        "publisher": publisher(base),
    });
    if let (Some(reviewed), Some(article)) = (&entry.reviewed, article.as_object_mut()) {
        article.insert("dateModified".to_owned(), reviewed.as_str().into());
    }
    let term = json!({
        "@type": "DefinedTerm",
        "@id": format!("{url}#term"),
        "termCode": entry.code.to_string(),
        "name": entry.reason,
        "description": entry.meaning.to_plain_text(),
        "inDefinedTermSet": home,
    });
    let trail = trail(&[(&settings.title, &home), (&name, url)]);
    for_graph(vec![term, article, trail])
}

/// The table of causes: the set of terms.
pub fn causes(base: &KnowledgeBase, page: &PageView) -> String {
    let settings = &base.settings;
    let terms = base.lexicon.causes.iter().map(|entry| {
        json!({
            "@type": "DefinedTerm",
            "termCode": entry.cause.to_string(),
            "name": entry.name,
            "url": settings.base_url.absolute(&Route::cause(entry.cause)),
        })
    });
    for_script(&json!({
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "@id": settings.base_url.absolute(&Route::causes()),
        "name": page.title,
        "description": page.description,
        "inLanguage": settings.language,
        "publisher": publisher(base),
        "hasDefinedTerm": terms.collect::<Vec<_>>(),
    }))
}

/// A cause's page: the term, and the way to it.
pub fn cause(base: &KnowledgeBase, entry: &CauseEntry, title: &str) -> String {
    let base_url = &base.settings.base_url;
    let (url, set) = (Route::cause(entry.cause), base_url.absolute(&Route::causes()));
    let url = base_url.absolute(&url);
    let term = json!({
        "@type": "DefinedTerm",
        "@id": format!("{url}#term"),
        "termCode": entry.cause.to_string(),
        "name": entry.name,
        "description": entry.meaning.to_plain_text(),
        "inDefinedTermSet": set,
    });
    let home = base_url.to_string();
    let trail = trail(&[(&base.settings.title, &home), (title, &url)]);
    for_graph(vec![term, trail])
}

/// A page of tables: the article, and the way to it.
pub fn tables(base: &KnowledgeBase, page: &PageView) -> String {
    let settings = &base.settings;
    let (home, url) = (settings.base_url.to_string(), page.canonical.clone().unwrap_or_default());
    let article = json!({
        "@type": "TechArticle",
        "headline": page.title,
        "description": page.description,
        "url": url,
        "inLanguage": settings.language,
        "publisher": publisher(base),
    });
    let trail = trail(&[(&settings.title, &home), (&page.title, &url)]);
    for_graph(vec![article, trail])
}

fn publisher(base: &KnowledgeBase) -> Value {
    json!({ "@type": "Organization", "name": base.settings.brand })
}

/// The way to a page: name and address of each step.
fn trail(steps: &[(&str, &str)]) -> Value {
    let step = |(at, (name, item)): (usize, &(&str, &str))| json!({ "@type": "ListItem", "position": at + 1, "name": name, "item": item });
    let steps: Vec<_> = steps.iter().enumerate().map(step).collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": steps })
}

fn asked(entry: &Entry, question: &Question, words: &Words) -> Value {
    let slots = [("code", &*entry.code.to_string()), ("reason", &entry.reason)];
    let title = words.say(&["questions", "title"], &slots);
    let parts = [&question.meaning, &question.retry, &question.action];
    let answer: Vec<_> = parts.iter().map(|prose| prose.to_plain_text()).collect();
    json!({
        "@type": "Question",
        "name": title,
        "acceptedAnswer": { "@type": "Answer", "text": answer.join(" ") },
    })
}

/// Several things that a page is about.
fn for_graph(things: Vec<Value>) -> String {
    for_script(&json!({ "@context": "https://schema.org", "@graph": things }))
}

/// JSON that cannot end the script element it stands in (HTML, "Restrictions for contents of
/// script elements"), nor a line of a script.
fn for_script(value: &Value) -> String {
    let escaped = [('<', "\\u003c"), ('>', "\\u003e"), ('&', "\\u0026")];
    let lines = [('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")];
    escaped
        .into_iter()
        .chain(lines)
        .fold(serde_json::to_string(value).unwrap_or_default(), |json, (letter, escape)| {
            json.replace(letter, escape)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_break_out_of_its_script() {
        let escaped = for_script(&json!({ "a": "</script><!--&\u{2028}" }));
        assert_eq!(escaped, r#"{"a":"\u003c/script\u003e\u003c!--\u0026\u2028"}"#);
        let read: Value = serde_json::from_str(&escaped).unwrap();
        assert_eq!(read["a"], "</script><!--&\u{2028}");
    }
}
