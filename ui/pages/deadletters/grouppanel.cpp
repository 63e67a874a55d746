#include "ui/pages/deadletters/grouppanel.h"

#include "models/collection/celltext.h"
#include "models/collection/statuswords.h"
#include "services/core/whendone.h"
#include "ui/collection/actiondialog.h"
#include "ui/collection/factstable.h"
#include "ui/shell/counttext.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/trenddelegate.h"

#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using deadletters::LetterGroup;

namespace size = widgets::size;

namespace {

constexpr auto groupInterval = 5s, longestGroupInterval = 60s; ///< nothing tells of a change
constexpr int groupRest = 20; ///< times as long as the gateway took, so it is never kept busy by it
constexpr int shownGroups = 5;
constexpr int longestGroupNote = 2000; ///< that the gateway takes
constexpr int longestGroupOwner = 100;

enum GroupColumn { Cause, What, Where, Open, All, Trend, Seen, State, Owner };

QStringList groupStates()
{
    return {u"open"_s, u"acknowledged"_s, u"resolved"_s, u"ignored"_s};
}

QString whereOf(const LetterGroup &group)
{
    const QString tenants = group.tenants.join(u", "_s);
    const QString endpoint = group.destination + group.path;
    return endpoint.isEmpty() ? tenants
                              : GroupPanel::tr("%1: %2", "tenants and path").arg(tenants, endpoint);
}

QString seenText(const std::optional<Timestamp> &time, const Clock &clock)
{
    return time ? collection::relativeTime(*time, clock.now(), collection::displayLocale())
                : u"–"_s;
}

QStringList textsOf(const LetterGroup &group, const Clock &clock)
{
    return {group.rootCause,
            group.error,
            whereOf(group),
            countText(group.open),
            countText(group.total),
            {},
            seenText(group.lastSeen, clock),
            collection::statusTitle(group.state),
            group.owner};
}

QVariantList trendOf(const LetterGroup &group)
{
    QVariantList counts;
    for (const qint64 count : group.trend)
        counts += count;
    return counts;
}

QString trendText(const LetterGroup &group)
{
    qint64 sum = 0;
    for (const qint64 count : group.trend)
        sum += count;
    return GroupPanel::tr("%1 died in the last 24 hours").arg(countText(sum));
}

QLineEdit *makeGroupField(const QString &name, const QString &text, int longest, QWidget *parent)
{
    auto *field = new QLineEdit(text, parent);
    field->setObjectName(name);
    field->setMaxLength(longest);
    return field;
}

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

} // namespace

GroupPanel::GroupPanel(const CollectionServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_table(new FactsTable(tr("Groups of dead letters"), this))
    , m_notice(new widgets::NoticeStrip(this))
{
    setObjectName(u"groupPanel"_s);
    m_notice->setObjectName(u"groupNotice"_s);
    makeTable();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addWidget(m_table);
    column->addWidget(new widgets::Separator(Qt::Horizontal, this));
    column->addWidget(makeHead());
    column->addWidget(new widgets::Separator(Qt::Horizontal, this));
    hide();
    m_timer.setInterval(groupInterval);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        const QWidget *page = parentWidget(); // the panel itself is hidden while there is no group
        if (!page || page->isVisible())
            refresh();
    });
    m_timer.start();
    refresh();
}

void GroupPanel::makeTable()
{
    m_table->setObjectName(u"groupTable"_s);
    m_table->setHeader({tr("Cause"), tr("Group"), tr("Where"), tr("Open"), tr("All"),
                        tr("Last 24 h"), tr("Seen"), tr("State"), tr("Owner")});
    m_table->setNumbers({Open, All});
    m_table->setWidths({84, 250, 180, 56, 56, 96, 64, 124});
    m_table->setMostRows(shownGroups);
    m_table->setStatusColumn(State);
    m_table->setItemDelegateForColumn(
        Trend, new widgets::TrendDelegate(widgets::TrendStyle::Bars, m_table));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &index) { choose(index.row()); });
}

/// Below the groups, above the letters: what is said of the one that is chosen.
QWidget *GroupPanel::makeHead()
{
    auto *head = new QWidget(this);
    m_about = new widgets::ElidedLabel({}, head);
    m_about->setObjectName(u"groupAbout"_s);
    m_all = new QPushButton(tr("All letters"), head);
    m_all->setObjectName(u"groupAll"_s);
    m_state = new QPushButton(tr("State of the group…"), head);
    m_state->setObjectName(u"groupState"_s);
    widgets::setSmall(m_all);
    widgets::setSmall(m_state);
    connect(m_all, &QPushButton::clicked, this, [this] { emit chosen({}); });
    connect(m_state, &QPushButton::clicked, this, &GroupPanel::askState);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(size::panePadding, 4, size::panePadding, 4);
    row->setSpacing(size::gapControls);
    row->addWidget(m_about, 1);
    row->addWidget(m_all);
    row->addWidget(m_state);
    updateHead();
    return head;
}

void GroupPanel::refresh()
{
    if (std::exchange(m_isReading, true)) {
        m_isStale = true;
        return;
    }
    m_isStale = false;
    QElapsedTimer took;
    took.start();
    whenDone(m_services.api.get(u"dlq/groups"_s), this,
             [this, took](const Result<QJsonObject> &answer) {
                 m_isReading = false;
                 m_timer.start(std::clamp<std::chrono::milliseconds>(
                     groupRest * std::chrono::milliseconds(took.elapsed()), groupInterval,
                     longestGroupInterval));
                 if (answer)
                     showGroups(deadletters::letterGroups(*answer));
                 if (m_isStale)
                     refresh();
             });
}

void GroupPanel::showGroups(const QList<LetterGroup> &groups)
{
    m_groups = groups;
    QList<QStringList> texts;
    for (const LetterGroup &group : groups)
        texts += textsOf(group, m_services.clock);
    {
        const QSignalBlocker quiet(m_table->selectionModel()); // rows move, the choice does not
        m_table->setFacts(texts);
    }
    QAbstractItemModel *model = m_table->model();
    for (int row = 0; row < groups.size(); ++row) {
        m_table->setWord(row, State, groups[row].state);
        model->setData(model->index(row, Trend), trendOf(groups[row]), Qt::UserRole);
        model->setData(model->index(row, Trend), trendText(groups[row]), Qt::ToolTipRole);
    }
    setVisible(!groups.isEmpty());
    markChosen();
}

const LetterGroup *GroupPanel::current() const
{
    const auto found = std::find_if(m_groups.begin(), m_groups.end(),
                                    [this](const LetterGroup &g) { return g.id == m_chosen; });
    return found == m_groups.end() ? nullptr : &*found;
}

/// The row of the chosen group is the selected one, wherever it stands by now.
void GroupPanel::markChosen()
{
    const QSignalBlocker quiet(m_table->selectionModel());
    const LetterGroup *group = current();
    if (group)
        m_table->selectRow(int(group - m_groups.constData()));
    else
        m_table->selectionModel()->clear();
    m_table->viewport()->update();
    updateHead();
}

void GroupPanel::choose(int row)
{
    if (row < 0 || row >= m_groups.size())
        return;
    m_chosen = m_groups[row].id;
    updateHead();
    emit chosen(deadletters::lettersOf(m_groups[row]));
}

void GroupPanel::setFilter(const collection::Filter &filter)
{
    const auto found =
        std::find_if(m_groups.begin(), m_groups.end(), [&](const LetterGroup &group) {
            return deadletters::lettersOf(group) == filter;
        });
    m_chosen = found == m_groups.end() ? QString() : found->id;
    markChosen();
}

void GroupPanel::updateHead()
{
    const LetterGroup *group = current();
    m_state->setEnabled(group);
    m_all->setEnabled(group);
    if (!group)
        m_about->setText(tr("Choose a group to see its letters."));
    else if (group->note.isEmpty())
        m_about->setText(tr("Letters of the chosen group, since %1")
                             .arg(seenText(group->firstSeen, m_services.clock)));
    else
        m_about->setText(group->note);
}

void GroupPanel::askState()
{
    const LetterGroup *group = current();
    if (!group)
        return;
    auto *dialog = new ActionDialog(askingReason(tr("Change")), tr("group"), group->error,
                                    m_services.environment(), this);
    dialog->setQuestion(tr("What is said of this group?"), group->error);
    QStringList titles;
    for (const QString &state : groupStates())
        titles += collection::statusTitle(state);
    auto *states = new widgets::Segmented(tr("State"), titles, dialog);
    states->setObjectName(u"groupStates"_s);
    states->setCurrent(std::max(0, int(groupStates().indexOf(group->state))));
    const auto actor = m_services.actor();
    const QString owner = group->owner.isEmpty() && actor ? actor->actor : group->owner;
    auto *ownerField = makeGroupField(u"groupOwner"_s, owner, longestGroupOwner, dialog);
    auto *noteField = makeGroupField(u"groupNote"_s, group->note, longestGroupNote, dialog);
    dialog->addField({}, states);
    dialog->addField(tr("Owner"), ownerField);
    dialog->addField(tr("Note"), noteField);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, states, ownerField, noteField, id = group->id] {
                change(id,
                       {{u"state"_s, groupStates().at(states->current())},
                        {u"owner"_s, orNull(ownerField->text().trimmed())},
                        {u"note"_s, orNull(noteField->text().trimmed())},
                        {u"reason"_s, dialog->reason()}});
            });
    dialog->open();
}

void GroupPanel::change(const QString &id, const QJsonObject &body)
{
    m_notice->dismiss();
    whenDone(m_services.api.post(u"dlq/groups/"_s + AdminClient::segment(id), body), this,
             [this](const Result<QJsonObject> &answer) {
                 if (!answer)
                     m_notice->showNotice(widgets::NoticeKind::Error,
                                          tr("The group was not changed"), answer.error().message);
                 refresh();
             });
}

} // namespace gatehouse::ui
