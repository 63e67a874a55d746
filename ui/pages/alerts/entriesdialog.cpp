#include "ui/pages/alerts/entriesdialog.h"

#include "services/core/whendone.h"
#include "ui/collection/actiondialog.h"
#include "ui/pages/alerts/entrydelegate.h"
#include "ui/pages/alerts/entryform.h"
#include "ui/shell/environmentblock.h"
#include "ui/widgets/columnscroll.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
namespace size = widgets::size;

namespace {

constexpr int listWidth = 280;

QPushButton *makeEntryButton(const QString &text, const QString &name, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setAutoDefault(false);
    return button;
}

} // namespace

EntriesDialog::EntriesDialog(EntryKind kind, AdminClient &api, const std::optional<Whoami> &actor,
                             const Environment &environment, QWidget *parent)
    : QDialog(parent)
    , m_kind(std::move(kind))
    , m_api(api)
    , m_environment(environment)
    , m_mayChange(actor && actor->capabilities.contains(m_kind.capability))
{
    setObjectName(m_kind.id + u"Dialog"_s);
    setWindowTitle(m_kind.title);
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    resize(820, 600);
    auto *top = new QVBoxLayout(this);
    top->setContentsMargins(0, 0, 0, 0);
    top->setSpacing(0);
    auto *block = new EnvironmentBlock(environment, this);
    block->setMinimumWidth(0);
    block->setMaximumWidth(QWIDGETSIZE_MAX);
    top->addWidget(block);
    auto *middle = new QHBoxLayout;
    middle->setContentsMargins(size::pagePadding, size::pagePadding, size::pagePadding, 0);
    middle->setSpacing(size::gapGroups);
    middle->addWidget(makeList());
    middle->addWidget(makeSide(), 1);
    top->addLayout(middle, 1);
    top->addWidget(makeFoot());
    updateButtons();
    read();
}

QWidget *EntriesDialog::makeList()
{
    auto *side = new QWidget(this);
    side->setFixedWidth(listWidth);
    m_list = new QListWidget(side);
    m_list->setObjectName(u"entryList"_s);
    m_list->setAccessibleName(m_kind.title);
    m_list->setItemDelegate(new EntryDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the delegate elides
    connect(m_list, &QListWidget::currentRowChanged, this, &EntriesDialog::choose);
    m_add = makeEntryButton(tr("Add"), u"addEntry"_s, side);
    m_remove = makeEntryButton(tr("Remove"), u"removeEntry"_s, side);
    connect(m_add, &QPushButton::clicked, this, &EntriesDialog::add);
    connect(m_remove, &QPushButton::clicked, this, &EntriesDialog::remove);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(size::gapControls);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    return side;
}

QWidget *EntriesDialog::makeSide()
{
    m_form = new EntryForm(m_kind);
    m_form->setObjectName(u"entryForm"_s);
    m_form->setEnabled(false);
    connect(m_form, &EntryForm::edited, this, &EntriesDialog::noteEdit);
    return widgets::makeColumnScroll(m_form, m_kind.singular, this);
}

QWidget *EntriesDialog::makeFoot()
{
    auto *foot = new QWidget(this);
    m_problem = widgets::makeWrappingLabel({}, foot);
    m_problem->setObjectName(u"entriesProblem"_s);
    m_problem->hide();
    m_reason = new QLineEdit(foot);
    m_reason->setObjectName(u"entriesReason"_s);
    m_reason->setMaxLength(500);
    m_reason->setPlaceholderText(tr("Reason (needed), for the ledger"));
    m_reason->setAccessibleName(m_reason->placeholderText());
    connect(m_reason, &QLineEdit::textChanged, this, &EntriesDialog::updateButtons);
    m_try = makeEntryButton(m_kind.trialTitle, u"tryEntry"_s, foot);
    m_try->setVisible(!m_kind.trialTitle.isEmpty());
    m_save = makeEntryButton(tr("Save"), u"saveEntries"_s, foot);
    auto *close = makeEntryButton(tr("Close"), u"closeEntries"_s, foot);
    connect(m_try, &QPushButton::clicked, this, &EntriesDialog::tryOut);
    connect(m_save, &QPushButton::clicked, this, &EntriesDialog::save);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_try);
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(m_save);
    auto *layout = new QVBoxLayout(foot);
    layout->setContentsMargins(size::pagePadding, size::gapGroups, size::pagePadding,
                               size::pagePadding);
    layout->setSpacing(size::gapControls);
    layout->addWidget(m_problem);
    layout->addWidget(m_reason);
    layout->addLayout(buttons);
    return foot;
}

void EntriesDialog::read(const QString &chosen)
{
    whenDone(m_api.get(m_kind.path), this, [this, chosen](const Result<QJsonObject> &answer) {
        setBusy(false);
        if (answer)
            take(*answer, chosen);
        else
            say(answer.error().message);
    });
}

void EntriesDialog::take(const QJsonObject &answer, const QString &chosen)
{
    m_entries.clear();
    const QJsonArray told = answer[m_kind.member].toArray();
    for (const auto &value : told)
        m_entries.push_back({value.toObject(), value.toObject(), false});
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    int row = 0;
    for (int at = 0; at < int(m_entries.size()); ++at) {
        m_list->addItem(new QListWidgetItem);
        showRow(at);
        if (m_kind.name(m_entries[std::size_t(at)].value) == chosen)
            row = at;
    }
    m_list->setCurrentRow(m_entries.empty() ? -1 : row);
    choose(current());
    if (m_entries.empty())
        say(m_kind.emptyText);
}

int EntriesDialog::current() const
{
    return m_list->currentRow();
}

void EntriesDialog::choose(int row)
{
    m_form->setEntry(row >= 0 ? m_entries[std::size_t(row)].value : QJsonObject());
    say(problem());
    updateButtons();
}

void EntriesDialog::showRow(int row)
{
    const Entry &entry = m_entries[std::size_t(row)];
    const QString name = widgets::visibleText(m_kind.name(entry.value));
    m_list->item(row)->setText((entry.isChanged ? u"• "_s + name : name) + u'\n'
                               + widgets::visibleText(m_kind.summary(entry.value)));
    m_list->item(row)->setToolTip(
        widgets::plainToolTip(m_kind.name(entry.value) + u'\n' + m_kind.summary(entry.value)));
}

void EntriesDialog::noteEdit()
{
    const int row = current();
    if (row < 0)
        return;
    Entry &entry = m_entries[std::size_t(row)];
    entry.value = m_form->entry();
    entry.isChanged = true;
    m_hasWarned = false;
    showRow(row);
    say(problem());
    updateButtons();
}

void EntriesDialog::add()
{
    m_entries.push_back({m_kind.fresh, {}, true});
    m_list->addItem(new QListWidgetItem);
    showRow(int(m_entries.size()) - 1);
    m_list->setCurrentRow(int(m_entries.size()) - 1);
    m_form->setFocus();
}

void EntriesDialog::remove()
{
    const int row = current();
    if (m_entries[std::size_t(row)].stored)
        return askToRemove(m_entries[std::size_t(row)]);
    {
        const QSignalBlocker quiet(m_list); // the row that becomes the current one moves, too
        m_entries.erase(m_entries.begin() + row);
        delete m_list->takeItem(row);
    }
    choose(current());
}

void EntriesDialog::askToRemove(const Entry &entry)
{
    collection::Action action = askingReason(tr("Remove"));
    action.isDestructive = true;
    auto *dialog = new ActionDialog(action, m_kind.singular.toLower(), m_kind.name(entry.value),
                                    m_environment, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog, call = m_kind.removal(*entry.stored)] {
        post(call, dialog->reason(), {});
    });
    dialog->open();
}

void EntriesDialog::tryOut()
{
    const QJsonObject entry = m_kind.isTriedAsStored ? m_entries[std::size_t(current())].value
                                                     : EntryForm::wishOf(m_kind, m_form->entry());
    const EntryCall call = m_kind.trial(entry);
    setBusy(true);
    say(tr("Asking the gateway …"));
    whenDone(m_api.post(call.path, call.body), this,
             [this, entry](const Result<QJsonObject> &answer) {
                 setBusy(false);
                 say(answer ? m_kind.trialText(*answer, entry) : answer.error().message);
             });
}

void EntriesDialog::save()
{
    QJsonArray changed;
    for (const Entry &entry : m_entries) {
        if (!entry.isChanged)
            continue;
        if (entry.stored && m_kind.former) {
            if (const auto former = m_kind.former(*entry.stored, entry.value))
                changed.append(*former);
        }
        changed.append(EntryForm::wishOf(m_kind, entry.value));
    }
    const int row = current();
    post({m_kind.path, {{m_kind.member, changed}}}, reason(),
         row < 0 ? QString() : m_kind.name(m_entries[std::size_t(row)].value));
}

void EntriesDialog::post(const EntryCall &call, const QString &reason, const QString &chosen)
{
    QJsonObject body = call.body;
    body.insert(u"reason"_s, reason);
    setBusy(true);
    whenDone(m_api.post(call.path, body), this, [this, chosen](const Result<QJsonObject> &answer) {
        if (!answer) {
            setBusy(false);
            return say(answer.error().message);
        }
        m_reason->clear();
        read(chosen);
    });
}

/// What is typed while the gateway is asked would be lost with its answer. Who was somewhere with
/// the keyboard is there again behind it.
void EntriesDialog::setBusy(bool isBusy)
{
    if (isBusy)
        m_focused = focusWidget();
    m_isBusy = isBusy;
    m_list->setEnabled(!isBusy);
    updateButtons();
    if (!isBusy && m_focused && m_focused->isEnabled())
        m_focused->setFocus();
}

int EntriesDialog::changes() const
{
    return int(std::count_if(m_entries.begin(), m_entries.end(),
                             [](const Entry &entry) { return entry.isChanged; }));
}

/// The current entry's first.
QString EntriesDialog::problem() const
{
    QString first;
    for (int row = 0; row < int(m_entries.size()); ++row) {
        QString problem = EntryForm::problemOf(m_kind, m_entries[std::size_t(row)].value);
        if (row == current() && !problem.isEmpty())
            return problem;
        if (first.isEmpty() && !problem.isEmpty())
            first = tr("%1: %2", "name, problem")
                        .arg(m_kind.name(m_entries[std::size_t(row)].value), problem);
    }
    return first;
}

QString EntriesDialog::whyKept() const
{
    const Entry &entry = m_entries[std::size_t(current())];
    if (!entry.stored)
        return {};
    QString kept = m_kind.whyKept ? m_kind.whyKept(*entry.stored) : QString();
    if (kept.isEmpty() && changes() > 0)
        return tr("Save first what you changed.");
    return kept;
}

QString EntriesDialog::reason() const
{
    return m_reason->text().trimmed();
}

void EntriesDialog::updateButtons()
{
    if (!m_save || !m_remove)
        return;
    const int row = current();
    const Entry *entry = row >= 0 ? &m_entries[std::size_t(row)] : nullptr;
    const QString mayNot = m_mayChange
        ? QString()
        : tr("You may look, not change: your role lacks the capability %1.").arg(m_kind.capability);
    const QString noReason = reason().isEmpty() ? tr("Say first why, for the ledger.") : QString();
    const QString kept = entry ? whyKept() : QString();
    const bool isReadable = entry && EntryForm::problemOf(m_kind, entry->value).isEmpty();
    m_form->setEnabled(m_mayChange && !m_isBusy && entry);
    m_add->setEnabled(m_mayChange && !m_isBusy);
    m_add->setToolTip(mayNot);
    m_remove->setEnabled(m_mayChange && !m_isBusy && entry && kept.isEmpty());
    m_remove->setToolTip(mayNot.isEmpty() ? kept : mayNot);
    m_try->setEnabled(m_mayChange && !m_isBusy && isReadable
                      && (!m_kind.isTriedAsStored || (entry->stored && !entry->isChanged)));
    m_try->setToolTip(!mayNot.isEmpty()            ? mayNot
                          : m_kind.isTriedAsStored ? tr("It is tried as it was saved.")
                                                   : QString());
    m_save->setEnabled(m_mayChange && !m_isBusy && changes() > 0 && noReason.isEmpty()
                       && problem().isEmpty());
    m_save->setToolTip(mayNot.isEmpty() ? noReason : mayNot);
}

void EntriesDialog::reject()
{
    if (changes() == 0 || m_hasWarned)
        return QDialog::reject();
    m_hasWarned = true;
    say(tr("Changes are not saved. Save them, or close once more to drop them."));
}

void EntriesDialog::say(const QString &text)
{
    m_problem->setText(widgets::visibleText(text));
    m_problem->setVisible(!text.isEmpty());
}

} // namespace gatehouse::ui
