#include "ui/pages/localgateway/standincard.h"

#include "ui/pages/localgateway/numberfield.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wheelguard.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QSpinBox>

namespace gatehouse::ui {

using localgateway::Simulator;
using localgateway::StandInState;
using widgets::StatusShape;
namespace size = widgets::size;

namespace {

/// Statuses that WordPress and what stands before it really answer with.
constexpr int statuses[] = {500, 502, 503, 504, 429, 409, 401, 403, 404, 422};

/// Of the field in characters: the card must not be wider than the others for its longest word,
/// which stands above it in full.
constexpr int shortestAnswer = 9;

/// What an answer is called, by the API's word for it.
QString wordOf(const StandInState &standIn)
{
    if (standIn.mode == QLatin1String("accept"))
        return StandInCard::tr("accepts");
    if (standIn.mode == QLatin1String("hang"))
        return StandInCard::tr("hangs");
    if (standIn.mode == QLatin1String("drop"))
        return StandInCard::tr("closes without an answer");
    if (standIn.mode == QLatin1String("reset"))
        return StandInCard::tr("resets the connection");
    if (standIn.mode == QLatin1String("cut"))
        return StandInCard::tr("cuts its answer off");
    return StandInCard::tr("answers %1").arg(standIn.status);
}

StandInState answerOf(const QString &mode, int status)
{
    StandInState standIn;
    standIn.mode = mode;
    standIn.status = status;
    return standIn;
}

} // namespace

StandInCard::StandInCard(Simulator &simulator, QWidget *parent)
    : TitledCard(tr("WordPress stand-in"), parent)
    , m_simulator(simulator)
    , m_state(new widgets::StatusLabel(this))
    , m_answer(makeAnswers())
    , m_delay(makeNumber("standInDelay", tr(" ms", "milliseconds"), tr("none", "delay"), 60'000))
    , m_for(makeNumber("standInFor", tr(" s", "seconds"), tr("no end"), 3'600))
    , m_retryAfter(
          makeNumber("standInRetryAfter", tr(" s", "seconds"), tr("none", "Retry-After"), 3'600))
{
    m_state->setObjectName(QStringLiteral("standInState"));
    controls()->addWidget(m_state);
    m_delay->setSingleStep(50);
    m_for->setToolTip(tr("Afterwards it accepts again"));
    auto *grid = new QGridLayout;
    grid->setContentsMargins(size::panePadding, size::gapControls, size::panePadding,
                             size::panePadding);
    grid->setSpacing(size::gapControls);
    grid->setColumnStretch(1, 1);
    addTo(grid, 0, 0, tr("Answer"), m_answer);
    addTo(grid, 0, 1, tr("Delay"), m_delay);
    addTo(grid, 1, 0, tr("For"), m_for);
    addTo(grid, 1, 1, QStringLiteral("Retry-After"), m_retryAfter);
    body()->addLayout(grid);
    connect(m_answer, &QComboBox::activated, this, &StandInCard::tell);
    for (QSpinBox *number : {m_delay, m_for, m_retryAfter})
        connect(number, &QSpinBox::valueChanged, this, &StandInCard::tell);
    connect(&m_simulator, &Simulator::changed, this, &StandInCard::showState);
    showState();
}

QWidgetList StandInCard::fields() const
{
    return {m_answer, m_delay, m_for, m_retryAfter};
}

QComboBox *StandInCard::makeAnswers()
{
    auto *answers = new QComboBox(this);
    answers->setObjectName(QStringLiteral("standInAnswer"));
    answers->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    answers->setMinimumContentsLength(shortestAnswer);
    widgets::setSmall(answers);
    widgets::guardFromWheel(answers);
    const auto add = [answers](const StandInState &standIn) {
        answers->addItem(wordOf(standIn), QVariantList{standIn.mode, standIn.status});
    };
    add(answerOf(QStringLiteral("accept"), 0));
    for (const int status : statuses)
        add(answerOf(QStringLiteral("fail"), status));
    for (const char *mode : {"hang", "drop", "reset", "cut"})
        add(answerOf(QString::fromLatin1(mode), 0));
    return answers;
}

QSpinBox *StandInCard::makeNumber(const char *name, const QString &unit, const QString &none,
                                  int high)
{
    QSpinBox *number = makeNumberField(QString::fromLatin1(name), unit, 0, high, this);
    number->setSpecialValueText(none);
    number->setMinimumWidth(92);
    return number;
}

void StandInCard::addTo(QGridLayout *grid, int row, int column, const QString &text,
                        QWidget *control)
{
    auto *label = new QLabel(text, this);
    label->setBuddy(control);
    grid->addWidget(label, row, 2 * column);
    grid->addWidget(control, row, 2 * column + 1);
}

void StandInCard::showState()
{
    const auto &state = m_simulator.state();
    setEnabled(state.has_value());
    if (!state)
        return;
    const StandInState &standIn = state->wordpress;
    QString word = wordOf(standIn);
    if (standIn.secondsLeft)
        word = tr("%1; %2 s left").arg(word).arg(qRound(*standIn.secondsLeft));
    const bool accepts = standIn.mode == QLatin1String("accept");
    m_state->setStatus(accepts ? StatusShape::Check : StatusShape::Cross, word);
    showAnswer(standIn);
}

/// What somebody else, or a scenario, has set; but not under the hand of who is writing.
void StandInCard::showAnswer(const StandInState &standIn)
{
    const auto put = [](QSpinBox *number, int value) {
        const QSignalBlocker quiet(number);
        if (!number->hasFocus())
            number->setValue(value);
    };
    put(m_delay, standIn.delayMs);
    put(m_retryAfter, standIn.retryAfterSeconds.value_or(0));
    if (!standIn.secondsLeft)
        put(m_for, 0);
    const QVariantList shown{standIn.mode,
                             standIn.mode == QLatin1String("fail") ? standIn.status : 0};
    const int index = m_answer->findData(shown);
    if (index >= 0 && !m_answer->view()->isVisible())
        m_answer->setCurrentIndex(index);
}

void StandInCard::tell()
{
    const QVariantList answer = m_answer->currentData().toList();
    Simulator::StandIn standIn;
    standIn.mode = answer.at(0).toString();
    if (standIn.mode == QLatin1String("fail"))
        standIn.status = answer.at(1).toInt();
    standIn.delayMs = m_delay->value();
    standIn.retryAfterSeconds = m_retryAfter->value();
    standIn.forSeconds = m_for->value();
    m_simulator.setStandIn(standIn);
}

} // namespace gatehouse::ui
