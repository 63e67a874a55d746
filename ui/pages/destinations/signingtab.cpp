#include "ui/pages/destinations/signingtab.h"

#include "models/collection/celltext.h"
#include "models/secrets/secretusage.h"
#include "services/core/whendone.h"
#include "ui/collection/rowvalues.h"
#include "ui/collection/textstyle.h"
#include "ui/widgets/columnscroll.h"
#include "ui/widgets/keyvalueview.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QDateTime>
#include <QJsonObject>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using widgets::KeyValue;
namespace size = widgets::size;

namespace {

QString verdictText(const QString &verdict)
{
    if (verdict == "refused"_L1)
        return SigningTab::tr("The receiver refuses the new signing secret. Roll back, or let it "
                              "accept both.");
    if (verdict == "untried"_L1)
        return SigningTab::tr("No delivery was taken since the rotation: wait for one before you "
                              "take the former secret away at the receiver.");
    if (verdict == "safe"_L1)
        return SigningTab::tr("The receiver accepts the new signing secret: the former one can be "
                              "taken away there and ended here.");
    return SigningTab::tr("One signing secret is in use; none is being replaced.");
}

} // namespace

SigningTab::SigningTab(const CollectionServices &services, QWidget *parent)
    : DetailTab(parent)
    , m_services(services)
    , m_verdict(widgets::makeWrappingLabel({}, this))
    , m_facts(new widgets::KeyValueView(this))
{
    setObjectName(u"signingTab"_s);
    m_verdict->setObjectName(u"signingVerdict"_s);
    m_facts->setObjectName(u"signingFacts"_s);
    auto *page = new QWidget(this);
    page->setBackgroundRole(QPalette::Base);
    auto *inner = new QVBoxLayout(page);
    inner->setContentsMargins(size::panePadding, size::panePadding, size::panePadding,
                              size::panePadding);
    inner->setSpacing(size::panePadding);
    inner->addWidget(m_verdict);
    inner->addWidget(m_facts);
    inner->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(widgets::makeColumnScroll(page, title(), this));
    m_again.setInterval(std::chrono::seconds(5));
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (isVisible() && !m_destination.isEmpty())
            read();
    });
    m_again.start();
}

QString SigningTab::title() const
{
    return tr("Signing");
}

void SigningTab::showRow(const collection::Descriptor &descriptor, const collection::Row &row)
{
    const QString destination = RowValues(descriptor, row).id();
    if (destination != m_destination)
        clear();
    m_destination = destination;
    read();
}

void SigningTab::clear()
{
    ++m_asked;
    m_destination.clear();
    m_verdict->clear();
    m_facts->setRows({});
}

void SigningTab::read()
{
    const int asked = ++m_asked;
    whenDone(m_services.api.get(u"destinations/%1/usage"_s.arg(m_destination)), this,
             [this, asked](const Result<QJsonObject> &answer) {
                 if (asked == m_asked)
                     take(answer);
             });
}

void SigningTab::take(const Result<QJsonObject> &answer)
{
    if (!answer) {
        m_verdict->setText(answer.error().message);
        m_facts->setRows({});
        return;
    }
    m_verdict->setText(verdictText((*answer)["verdict"_L1].toString()));
    showFacts(*answer);
}

void SigningTab::showFacts(const QJsonObject &usage)
{
    const collection::TextStyle style = textStyle(m_services.clock, m_services.display);
    const auto number = [&](const QString &label, const char *name) {
        KeyValue line;
        line.label = label;
        line.value = style.locale.toString(usage[QLatin1String(name)].toInteger());
        return line;
    };
    const auto moment = [&](const QString &label, const char *name) {
        const QDateTime time = secrets::timeOf(usage[QLatin1String(name)]);
        KeyValue line;
        line.label = label;
        line.value = time.isValid() ? collection::exactTime(time, style.zone) : QString();
        return line;
    };
    m_facts->setRows({moment(tr("Signed so since"), "since"), number(tr("Taken"), "succeeded"),
                      number(tr("Refused (401, 403)"), "refused"),
                      number(tr("Failed otherwise"), "failed"),
                      moment(tr("Last taken"), "last_succeeded_at"),
                      moment(tr("Last refused"), "last_refused_at"),
                      moment(tr("Former secret kept until"), "previous_expires_at")});
}

} // namespace gatehouse::ui
