#include "ui/pages/jwtkeys/keyrotationtab.h"

#include "models/collection/statuswords.h"
#include "models/jwtkeys/keywords.h"
#include "services/core/whendone.h"
#include "ui/collection/actionbar.h"
#include "ui/collection/actiondialog.h"
#include "ui/collection/availability.h"
#include "ui/collection/factstable.h"
#include "ui/collection/textstyle.h"
#include "ui/pages/jwtkeys/rotatekeydialog.h"
#include "ui/pages/secrets/hoursfield.h"
#include "ui/pages/secrets/secretcall.h"
#include "ui/pages/secrets/verdictstrip.h"
#include "ui/widgets/card.h"
#include "ui/widgets/columnscroll.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <utility>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using jwtkeys::Key;
using jwtkeys::KeyUsage;
using jwtkeys::shortKid;
using widgets::NoticeKind;
namespace size = widgets::size;

namespace {

constexpr qint64 recently = 3600; // s; as long as the gateway calls a key in use

collection::Action keyAction(const QString &id, const QString &title)
{
    collection::Action action;
    action.id = id;
    action.title = title;
    return action;
}

QList<collection::Action> keyActions()
{
    collection::Action retire = keyAction(u"retire"_s, KeyRotationTab::tr("Retire now…"));
    retire.isDestructive = true;
    return {keyAction(u"rotate"_s, KeyRotationTab::tr("Rotate…")),
            keyAction(u"extend"_s, KeyRotationTab::tr("Extend…")),
            keyAction(u"rollback"_s, KeyRotationTab::tr("Roll back…")), retire};
}

} // namespace

KeyRotationTab::KeyRotationTab(const CollectionServices &services, QWidget *parent)
    : DetailTab(parent)
    , m_services(services)
    , m_call(new SecretCall(services.api, this))
    , m_problem(new widgets::NoticeStrip(this))
    , m_actions(new ActionBar(keyActions(), this))
{
    m_problem->setObjectName(u"tabNotice"_s);
    m_problem->setNarrow(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_problem);
    layout->addWidget(makeBody(), 1);
    layout->addWidget(m_actions);
    addActions(m_actions->actions());
    connectCall();
    connect(m_actions, &ActionBar::triggered, this, &KeyRotationTab::act);
    connect(&m_feed, &LiveFeed::due, this, &KeyRotationTab::read);
    connect(&m_services.display, &widgets::DisplayOptions::zoneChanged, this,
            &KeyRotationTab::showState);
    m_feed.setPolling(true);
    showState();
}

KeyRotationTab::~KeyRotationTab() = default;

void KeyRotationTab::connectCall()
{
    connect(m_call, &SecretCall::done, this, [this](const QString &row) {
        emit changedKeys();
        if (std::exchange(m_isMakingKey, false))
            emit madeKey(row);
        m_feed.hint();
    });
    connect(m_call, &SecretCall::refused, this, [this](const QString &title, Error error) {
        m_isMakingKey = false;
        error.message = jwtkeys::refusalText(error);
        emit refused(title, error);
        m_feed.hint();
    });
}

QWidget *KeyRotationTab::makeBody()
{
    auto *body = new QWidget(this);
    body->setBackgroundRole(QPalette::Base);
    m_state = widgets::makeWrappingLabel({}, body);
    m_state->setObjectName(u"keyState"_s);
    m_verdict = new widgets::NoticeStrip(body);
    m_verdict->setObjectName(u"keyVerdict"_s);
    m_verdict->setNarrow(true);
    m_keys = new FactsTable(tr("What the keys verified"), body);
    m_keys->setObjectName(u"keysTable"_s);
    m_keys->setItemDelegateForColumn(0, new widgets::MonoDelegate(m_keys));
    m_keys->setStatusColumn(1);
    auto *card = new widgets::TitledCard(tr("Keys, and the tokens that they verified"), body);
    card->body()->addWidget(m_keys);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(size::panePadding, size::panePadding, size::panePadding,
                               size::panePadding);
    column->setSpacing(size::panePadding);
    column->addWidget(m_verdict);
    column->addWidget(m_state);
    column->addWidget(card);
    column->addStretch();
    return widgets::makeColumnScroll(body, tr("Facts about the rotation"), this);
}

QString KeyRotationTab::title() const
{
    return tr("Rotation");
}

void KeyRotationTab::showRow(const collection::Descriptor &, const collection::Row &)
{
    m_hasRow = true;
    follow();
    m_feed.hint();
}

void KeyRotationTab::clear()
{
    m_hasRow = false;
    follow();
}

void KeyRotationTab::follow()
{
    m_feed.setOn(isVisible() && m_hasRow);
}

void KeyRotationTab::showEvent(QShowEvent *event)
{
    DetailTab::showEvent(event);
    follow();
}

void KeyRotationTab::hideEvent(QHideEvent *event)
{
    DetailTab::hideEvent(event);
    follow();
}

void KeyRotationTab::read()
{
    const int asked = ++m_asked;
    whenDone(m_services.api.get(u"jwt-keys/usage"_s), this,
             [this, asked](const Result<QJsonObject> &answer) {
                 if (asked > m_taken) {
                     m_taken = asked;
                     take(answer);
                 }
             });
}

/// What was known stays while it cannot be read.
void KeyRotationTab::take(const Result<QJsonObject> &answer)
{
    const Result<KeyUsage> usage =
        answer ? jwtkeys::keyUsage(*answer) : Result<KeyUsage>(failure(answer.error()));
    if (usage) {
        m_usage = *usage;
        m_problem->dismiss();
    } else if (m_problem->text() != usage.error().message) {
        m_problem->showNotice(NoticeKind::Warning, tr("This cannot be read now"),
                              usage.error().message);
    }
    showState();
}

collection::TextStyle KeyRotationTab::style() const
{
    return textStyle(m_services.clock, m_services.display);
}

void KeyRotationTab::showState()
{
    m_state->setText(m_usage ? jwtkeys::stateSentence(*m_usage, style())
                             : tr("The gateway has not answered yet."));
    showVerdict(*m_verdict,
                m_usage ? jwtkeys::verdictWords(*m_usage, style()) : secrets::VerdictWords());
    showKeys();
    updateActions();
}

void KeyRotationTab::showKeys()
{
    const KeyUsage usage = m_usage.value_or(KeyUsage());
    const collection::TextStyle how = style();
    const QDateTime recent = secrets::nowOf(how).addSecs(-recently);
    m_keys->setHeader({tr("Key"), tr("State"),
                       tr("Since %1").arg(secrets::momentText(usage.rotatedAt, how)),
                       tr("Last hour"), tr("Seen")});
    m_keys->setNumbers({2, 3});
    m_keys->setWidths({88, 96, 72, 66});
    QList<QStringList> rows;
    for (const Key &key : usage.keys) {
        rows += QStringList{shortKid(key.kid), collection::statusTitle(key.state),
                            how.locale.toString(key.tokensSinceRotation),
                            how.locale.toString(usage.tokens(key.kid, recent)),
                            secrets::momentText(key.lastUsedAt, how)};
    }
    m_keys->setFacts(rows);
    for (int row = 0; row < rows.size(); ++row)
        m_keys->setWord(row, 1, usage.keys[row].state);
}

void KeyRotationTab::updateActions()
{
    for (const char *id : {"rotate", "extend", "rollback", "retire"}) {
        const QString action = QString::fromLatin1(id);
        m_actions->setAvailability(action, whyNot(action));
    }
}

QString KeyRotationTab::whyNot(const QString &action) const
{
    if (QString reason = whyUnavailable(u"secrets"_s, m_services.actor()); !reason.isEmpty())
        return reason;
    if (!m_usage || m_call->isRunning())
        return tr("The gateway has not answered yet.");
    const bool isRotating = m_usage->active() && m_usage->retiring();
    if (action == "rotate"_L1)
        return isRotating ? tr("A rotation is under way: only two keys can be valid. Retire the "
                               "former one or roll back first.")
                          : QString();
    return isRotating ? QString() : tr("There is no rotation under way.");
}

void KeyRotationTab::act(const QString &action)
{
    if (!whyNot(action).isEmpty())
        return;
    if (action == "rotate"_L1)
        askRotate();
    else if (action == "extend"_L1)
        askExtend();
    else if (action == "rollback"_L1)
        askRollBack();
    else
        askRetire();
}

void KeyRotationTab::askRotate()
{
    if (m_call->isRunning())
        return;
    auto *dialog = new RotateKeyDialog(m_services.environment(), window());
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (m_call->isRunning())
            return;
        m_isMakingKey = true;
        m_call->post(u"jwt-keys/rotate"_s, dialog->body(), u"private_key"_s,
                     tr("Private half of the new JWT key"), tr("The JWT key was not rotated"));
        updateActions();
    });
    dialog->open();
}

ActionDialog *KeyRotationTab::makeQuestion(const QString &title, bool isDestructive)
{
    collection::Action action = askingReason(title);
    action.isDestructive = isDestructive;
    const QString subject =
        tr("%1 to %2", "the former key and the new one")
            .arg(shortKid(m_usage->retiring()->kid), shortKid(m_usage->active()->kid));
    return new ActionDialog(action, tr("JWT key"), subject, m_services.environment(), window());
}

void KeyRotationTab::askExtend()
{
    ActionDialog *dialog = makeQuestion(tr("Extend"), false);
    QSpinBox *hours = makeHoursField(1, dialog);
    dialog->addField(tr("Both are valid from now on for (up to 7 days)"), hours);
    connect(dialog, &QDialog::accepted, this, [this, dialog, hours] {
        tell(u"jwt-keys/extend"_s,
             {{u"overlap_seconds"_s, hours->value() * 3600}, {u"reason"_s, dialog->reason()}});
    });
    dialog->open();
}

void KeyRotationTab::askRollBack()
{
    ActionDialog *dialog = makeQuestion(tr("Roll back"), false);
    dialog->addText(tr("Key %1 is active again at once; key %2 stays valid until it is retired.")
                        .arg(shortKid(m_usage->retiring()->kid), shortKid(m_usage->active()->kid)));
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        tell(u"jwt-keys/rollback"_s, {{u"reason"_s, dialog->reason()}});
    });
    dialog->open();
}

/// Nothing is done to another key than the one that was asked about.
void KeyRotationTab::askRetire()
{
    const secrets::VerdictWords words = jwtkeys::verdictWords(*m_usage, style());
    ActionDialog *dialog = makeQuestion(tr("Retire"), true);
    dialog->addText(tr("Key %1 is refused from now on.").arg(shortKid(m_usage->retiring()->kid)));
    dialog->addText(words.title + u". "_s + words.text);
    connect(dialog, &QDialog::accepted, this, [this, dialog, id = m_usage->retiring()->id] {
        tell(u"jwt-keys/%1/revoke"_s.arg(AdminClient::segment(id)),
             {{u"reason"_s, dialog->reason()}});
    });
    dialog->open();
}

void KeyRotationTab::tell(const QString &path, const QJsonObject &body)
{
    m_call->post(path, body, {}, {}, tr("The gateway did not do that"));
    updateActions();
}

} // namespace gatehouse::ui
