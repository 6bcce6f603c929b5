//! The view of the landing page.

use super::views::{
    ActionFlowView, AdvantageView, CategoriesView, CategoryView, ExampleView, FilterView,
    HeadingView, HeroCodeView, HeroView, HomeView, ItemView, PageView, PointsView, QuestionView,
    QuestionsView, QuickCardView, SectionsView, SoftphoneView, SupportView, WhyView,
};
use super::{parts, structured};
use crate::markdown::Prose;
use crate::model::home::{CategoryItem, Heading, HeroCode, Item, ListOfPoints, QuickCard};
use crate::model::{KnowledgeBase, Route};
use crate::theme::Words;

/// What `home.html` receives.
pub fn view(base: &KnowledgeBase, words: &Words) -> HomeView {
    let settings = &base.settings;
    HomeView {
        page: PageView {
            kind: "home",
            title: parts::site_title(base),
            description: settings.description.clone(),
            canonical: Some(settings.base_url.absolute(&Route::home())),
            json_ld: Some(structured::home(base, words)),
            edit_url: None,
        },
        home: sections(base),
        filters: filters(base),
        entries: base
            .entries_by_weight()
            .into_iter()
            .map(|entry| parts::entry(base, entry, words))
            .collect(),
        index: parts::index(base, &base.entries),
    }
}

/// The filters with the number of codes behind each.
fn filters(base: &KnowledgeBase) -> Vec<FilterView> {
    let vocabulary = &base.vocabulary;
    let counted = vocabulary.filters.iter().map(|filter| FilterView {
        id: filter.id.clone(),
        label: filter.label.clone(),
        tone: vocabulary.tone_of(&filter.id).map_or("", crate::model::Tone::id),
        count: base.count_of(&filter.id),
    });
    counted.collect()
}

fn sections(base: &KnowledgeBase) -> SectionsView {
    let home = &base.home;
    SectionsView {
        hero: hero(base),
        why: WhyView { heading: heading(&home.why.heading), items: items(&home.why.items) },
        categories: categories(base),
        questions: questions(base),
        reference: heading(&home.reference.heading),
        action_flow: action_flow(base),
        advantage: AdvantageView {
            heading: heading(&home.advantage.heading),
            without: points(&home.advantage.without),
            with: points(&home.advantage.with),
        },
        softphone: softphone(base),
        support: SupportView {
            heading: heading(&home.support.heading),
            checklist_html: htmls(&home.support.checklist),
            link: parts::support(base),
        },
    }
}

fn hero(base: &KnowledgeBase) -> HeroView {
    let card = |card: &HeroCode| {
        let entry = base.entry(card.code)?;
        Some(HeroCodeView {
            link: parts::link(base, entry),
            badges: parts::badges(base, &entry.badges),
            note_html: card.note.to_html(),
        })
    };
    let hero = &base.home.hero;
    HeroView {
        heading: heading(&hero.heading),
        codes: hero.codes.iter().filter_map(card).collect(),
    }
}

fn categories(base: &KnowledgeBase) -> CategoriesView {
    let categories = &base.home.categories;
    let view = |category: &CategoryItem| CategoryView {
        item: item(&category.item),
        codes: parts::links(base, &category.codes),
    };
    CategoriesView {
        heading: heading(&categories.heading),
        items: categories.items.iter().map(view).collect(),
    }
}

fn questions(base: &KnowledgeBase) -> QuestionsView {
    let cards = base.questions().into_iter().map(|(entry, question)| QuestionView {
        link: parts::link(base, entry),
        badges: parts::badges(base, &question.badges),
        meaning_html: question.meaning.to_html(),
        retry_html: question.retry.to_html(),
        action_html: question.action.to_html(),
    });
    QuestionsView { heading: heading(&base.home.questions), cards: cards.collect() }
}

fn action_flow(base: &KnowledgeBase) -> ActionFlowView {
    let flow = &base.home.action_flow;
    let card = |card: &QuickCard| {
        let entry = base.entry(card.code)?;
        Some(QuickCardView {
            link: parts::link(base, entry),
            badges: parts::badges(base, &entry.badges),
            item: item(&card.item),
        })
    };
    ActionFlowView {
        heading: heading(&flow.heading),
        steps: items(&flow.steps),
        cards: flow.cards.iter().filter_map(card).collect(),
    }
}

fn softphone(base: &KnowledgeBase) -> SoftphoneView {
    let softphone = &base.home.softphone;
    SoftphoneView {
        heading: heading(&softphone.heading),
        example: base.entry(softphone.code).map(|entry| ExampleView {
            link: parts::link(base, entry),
            softphone: entry.softphone.clone(),
            badges: parts::badges(base, &entry.badges),
        }),
        meaning_html: softphone.meaning.to_html(),
        next_step_html: softphone.next_step.to_html(),
    }
}

fn heading(heading: &Heading) -> HeadingView {
    HeadingView {
        label_html: heading.label.to_html(),
        heading_html: heading.heading.to_html(),
        text_html: heading.text.as_ref().map(Prose::to_html),
    }
}

fn items(items: &[Item]) -> Vec<ItemView> {
    items.iter().map(item).collect()
}

fn item(item: &Item) -> ItemView {
    ItemView { title_html: item.title.to_html(), text_html: item.text.to_html() }
}

fn points(points: &ListOfPoints) -> PointsView {
    PointsView { title_html: points.title.to_html(), items_html: htmls(&points.items) }
}

fn htmls(proses: &[Prose]) -> Vec<String> {
    proses.iter().map(Prose::to_html).collect()
}
