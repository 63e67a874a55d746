#include "ui/views/viewcontroller.h"

#include "models/collection/celltext.h"
#include "models/collection/filtertext.h"
#include "models/views/viewlink.h"
#include "ui/views/viewdialog.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>

#include <algorithm>

namespace gatehouse::ui {

using collection::Filter;
using views::SavedView;

namespace {

/// A name that comes to mind: what the first chips say.
QString suggestedName(const collection::Descriptor &descriptor, const Filter &filter)
{
    QStringList parts;
    for (const collection::Condition &condition : filter.conditions) {
        const auto text =
            collection::chipText(descriptor, condition, collection::displayLocale(), 2);
        const bool isPlain = !condition.negated
            && (condition.comparison == collection::Operator::Is
                || condition.comparison == collection::Operator::Contains);
        if (condition.isRestricting())
            parts += isPlain ? text.value : text.verb + u' ' + text.value;
    }
    return views::viewName(parts.join(QStringLiteral(", "))).left(views::SavedViews::longestName);
}

QString withoutMnemonic(const QString &text)
{
    return QString(text).replace(u'&', QStringLiteral("&&"));
}

} // namespace

ViewController::ViewController(views::SavedViews &views, MainWindow &window, ViewServices services,
                               QObject *parent)
    : QObject(parent)
    , m_views(views)
    , m_window(window)
    , m_services(std::move(services))
{
    connect(&m_views, &views::SavedViews::changed, this, &ViewController::showViews);
    connect(&m_counts, &ViewCounts::counted, &m_window, &MainWindow::setViewCount);
    connect(&m_window, &MainWindow::currentPageChanged, this, &ViewController::showCurrent);
    m_window.installEventFilter(this);
    auto *openCopied = new QAction(tr("Open the copied link"), this);
    openCopied->setObjectName(QStringLiteral("openLinkCommand"));
    connect(openCopied, &QAction::triggered, this,
            [this] { openLink(QApplication::clipboard()->text()); });
    m_window.addCommand(openCopied);
    showViews();
}

/// Only what is seen is counted.
bool ViewController::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::Resize:
    case QEvent::WindowStateChange:
        updateCounting();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void ViewController::updateCounting()
{
    // Behind the event: the window has seen to its sidebar by then.
    QMetaObject::invokeMethod(
        this, [this] { m_counts.setOn(m_window.showsViews()); }, Qt::QueuedConnection);
}

void ViewController::hint()
{
    m_counts.hint();
}

const collection::Descriptor *ViewController::descriptor(const QString &id) const
{
    const auto found = std::find_if(m_services.collections.begin(), m_services.collections.end(),
                                    [&](const auto &descriptor) { return descriptor.id == id; });
    return found == m_services.collections.end() ? nullptr : &*found;
}

void ViewController::addTo(CollectionPage *page)
{
    const QString pageId = page->model()->descriptor().id;
    const QAction *copy = page->addPageCommand(QStringLiteral("copyLink"), tr("Copy link"),
                                               QStringLiteral("edit-link"), {}, true);
    connect(copy, &QAction::triggered, this,
            [this, page, pageId] { copyLink(pageId, page->filter(), page->sort()); });
    QAction *save = page->addPageCommand(QStringLiteral("saveView"), tr("Save view…"),
                                         QStringLiteral("bookmark-new"), {}, true);
    connect(save, &QAction::triggered, this, [this, page, pageId] { this->save(page, pageId); });
    connect(page, &CollectionPage::linkRequested, this,
            [this, pageId](const Filter &part) { copyLink(pageId, part, {}); });
    const auto follow = [this, page, save] {
        const bool canSave = !page->filter().isEmpty() || !page->sort().isOwn();
        save->setEnabled(canSave);
        save->setStatusTip(canSave ? QString()
                                   : tr("Set a filter or an order first: a view is that, with a "
                                        "name."));
        showCurrent();
    };
    connect(page, &CollectionPage::filterChanged, this, follow);
    follow();
}

void ViewController::showViews()
{
    if (m_actions)
        m_actions->deleteLater(); // one of them may have brought us here
    m_actions = new QObject(this);
    QList<ViewEntry> entries;
    QList<ViewCounts::View> counted;
    for (const SavedView &view : m_views.views()) {
        if (!descriptor(view.collection))
            continue; // of another version; it is kept
        entries += entry(view);
        counted += this->counted(view);
    }
    m_window.setViews(entries);
    m_counts.setViews(counted);
    showCurrent();
}

ViewCounts::View ViewController::counted(const SavedView &view) const
{
    return {view.id, view.filter,
            [this, id = view.collection] { return m_services.source(*descriptor(id)); }};
}

QAction *ViewController::addAction(const char *name, const QString &text,
                                   const std::function<void()> &run)
{
    auto *action = new QAction(text, m_actions);
    action->setObjectName(QString::fromLatin1(name));
    connect(action, &QAction::triggered, this, run);
    return action;
}

ViewEntry ViewController::entry(const SavedView &view)
{
    const QString id = view.id;
    QAction *open = addAction("openView", tr("Open"), [this, id] { this->open(id); });
    open->setIconText(tr("Open view: %1").arg(withoutMnemonic(view.name)));
    return {
        id,
        view.collection,
        view.name,
        {open, addAction("renameView", tr("Rename…"), [this, id] { rename(id); }),
         addAction("updateView", tr("Update to the current filter"), [this, id] { update(id); }),
         addAction("copyViewLink", tr("Copy link"),
                   [this, view] { copyLink(view.collection, view.filter, view.sort); }),
         addAction("moveViewUp", tr("Move up"), [this, id] { m_views.move(id, -1); }),
         addAction("moveViewDown", tr("Move down"), [this, id] { m_views.move(id, 1); }),
         addAction("deleteView", tr("Delete"), [this, id] {
             m_views.remove(id);
             sayDone(tr("Deleted the view"));
         })}};
}

void ViewController::showCurrent()
{
    const QString pageId = m_window.currentPageId();
    const CollectionPage *page = descriptor(pageId) ? m_services.page(pageId) : nullptr;
    const SavedView *view = page ? m_views.find(pageId, page->filter(), page->sort()) : nullptr;
    m_window.setShownView(view ? view->id : QString());
}

void ViewController::show(const QString &pageId, const Filter &filter, const collection::Sort &sort)
{
    m_services.page(pageId)->setView(filter, sort);
    m_window.showPage(pageId);
}

void ViewController::open(const QString &viewId)
{
    if (const SavedView *view = m_views.find(viewId))
        show(view->collection, view->filter, view->sort);
}

void ViewController::openLink(const QString &text)
{
    const QString title = tr("The link cannot be opened");
    const auto link = views::parseLink(text.trimmed());
    if (!link)
        return sayFailure(title, link.error());
    const collection::Descriptor *known = descriptor(link->collection);
    if (!known)
        return sayFailure(title,
                          {ErrorKind::Invalid,
                           tr("There is no page “%1” here. Does it come from another version of "
                              "Gatehouse?")
                               .arg(link->collection),
                           {},
                           {}});
    if (const auto valid = collection::validate(*known, link->filter); !valid)
        return sayFailure(title, valid.error());
    if (const auto valid = collection::validate(*known, link->sort); !valid)
        return sayFailure(title, valid.error());
    m_window.withdrawNotice(QStringLiteral("views"));
    show(link->collection, link->filter, link->sort);
}

void ViewController::save(const CollectionPage *page, const QString &pageId)
{
    const collection::Descriptor &known = *descriptor(pageId);
    const Filter filter = page->filter();
    const collection::Sort sort = page->sort();
    auto *dialog = new ViewDialog(
        tr("Save view"),
        tr("Keeps this filter and order in the sidebar, below “%1”.").arg(known.title),
        suggestedName(known, filter),
        [this, pageId](const QString &name) { return m_views.checkName(pageId, name); }, &m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog, pageId, filter, sort] {
        if (const auto added = m_views.add(pageId, dialog->name(), filter, sort); !added)
            sayFailure(tr("The view was not saved"), added.error());
    });
    dialog->open();
}

void ViewController::rename(const QString &viewId)
{
    const SavedView *view = m_views.find(viewId);
    if (!view)
        return;
    auto *dialog = new ViewDialog(
        tr("Rename view"), view->name, view->name,
        [this, viewId, pageId = view->collection](const QString &name) {
            return m_views.checkName(pageId, name, viewId);
        },
        &m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog, viewId] {
        if (const auto renamed = m_views.rename(viewId, dialog->name()); !renamed)
            sayFailure(tr("The view was not renamed"), renamed.error());
    });
    dialog->open();
}

void ViewController::update(const QString &viewId)
{
    const SavedView *view = m_views.find(viewId);
    if (!view)
        return;
    const CollectionPage *page = m_services.page(view->collection);
    if (page->filter().isEmpty() && page->sort().isOwn())
        return sayFailure(
            tr("The view was not changed"),
            {ErrorKind::Invalid,
             tr("Its page has neither a filter nor an order. Set one there, then update "
                "the view."),
             {},
             {}});
    m_views.update(viewId, page->filter(), page->sort());
    sayDone(tr("Updated the view"));
}

void ViewController::copyLink(const QString &pageId, const Filter &filter,
                              const collection::Sort &sort)
{
    const auto text = views::linkText(*descriptor(pageId), filter, sort);
    if (!text)
        return sayFailure(tr("The link was not copied"), text.error());
    QApplication::clipboard()->setText(*text);
    sayDone(tr("Copied the link"));
}

void ViewController::sayFailure(const QString &title, const Error &error)
{
    m_window.showNotice(QStringLiteral("views"), widgets::NoticeKind::Error, title, error.message);
}

void ViewController::sayDone(const QString &text)
{
    m_window.withdrawNotice(QStringLiteral("views"));
    const QString pageId = m_window.currentPageId();
    if (descriptor(pageId))
        m_services.page(pageId)->showOutcome(text);
}

} // namespace gatehouse::ui
