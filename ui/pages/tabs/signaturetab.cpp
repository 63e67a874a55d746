#include "ui/pages/tabs/signaturetab.h"

#include "models/collection/celltext.h"
#include "services/core/whendone.h"
#include "ui/collection/rowvalues.h"
#include "ui/pages/tabs/maskeddocument.h"
#include "ui/pages/tabs/signatureforms.h"
#include "ui/widgets/columnscroll.h"
#include "ui/widgets/plaintext.h"

#include <QPushButton>
#include <QScrollArea>

namespace gatehouse::ui {

using widgets::NoticeKind;

namespace {

QString whyUnexplained(RefusedFor refusedFor)
{
    switch (refusedFor) {
    case RefusedFor::Signature:
        return SignatureTab::tr(
            "There is no explanation: of refused signatures the first 20 a minute of a source are "
            "explained, and this one came after them.\n"
            "Next: look at an earlier refusal of the same minute, or let the sender send it once "
            "more.");
    case RefusedFor::SomethingElse:
        return SignatureTab::tr(
            "There is no explanation of the signature, because it was not what the request was "
            "refused for.\n"
            "Next: mend what is said above, then let the sender send it once more.");
    case RefusedFor::Unknown:
        break;
    }
    return SignatureTab::tr(
        "There is no explanation: this gateway does not store any.\n"
        "Next: compare the headers with what the provider's documentation says, and the secret on "
        "both sides.");
}

QString whyWithheld()
{
    return SignatureTab::tr("The explanation is not for this token: it goes through the secrets of "
                            "all tenants, and the "
                            "token is limited to some.\n"
                            "Next: let somebody look whose token is not limited.");
}

} // namespace

SignatureTab::SignatureTab(std::shared_ptr<DetailReader> reader, QString eventIdColumn,
                           const widgets::DisplayOptions &display, OpenWorkbench workbench,
                           QWidget *parent)
    : ReadingTab(std::move(eventIdColumn), Again::Read, parent)
    , m_reader(std::move(reader))
    , m_display(display)
    , m_workbench(std::move(workbench))
    , m_report(new SignatureReport(this))
{
    setContent(widgets::makeColumnScroll(m_report, tr("Signature"), this));
    connect(m_report, &SignatureReport::shown, this, &SignatureTab::addButtons);
}

QString SignatureTab::title() const
{
    return tr("Signature");
}

void SignatureTab::showRow(const collection::Descriptor &descriptor, const collection::Row &row)
{
    const RowValues values(descriptor, row);
    m_facts = {values.value(QStringLiteral("signature_valid")).toBool(),
               values.text(QStringLiteral("source")), values.text(QStringLiteral("error")),
               values.value(QStringLiteral("received_at")).toDateTime()};
    ReadingTab::showRow(descriptor, row);
}

void SignatureTab::read(const Uuid &id)
{
    m_event = id;
    wait(m_reader->payload(id), [this](const EventPayload &payload) {
        m_payload = payload;
        m_report->show(judge(payload));
    });
}

void SignatureTab::reset()
{
    m_again.cancel();
    m_payload.reset();
    m_report->clear();
}

SignatureVerdict SignatureTab::judge(const EventPayload &payload) const
{
    if (m_facts.isValid)
        return valid(payload);
    auto evidence = parseExplanation(payload.explanation);
    return evidence ? verdictOf(std::move(*evidence)) : unexplained(payload);
}

SignatureVerdict SignatureTab::valid(const EventPayload &payload) const
{
    const QString when = collection::exactTime(m_facts.received, m_display.zone());
    const SignatureForm form = signatureForm(m_facts.source, payload.headers);
    if (form.header.isEmpty())
        return {NoticeKind::Success, tr("The signature is valid"),
                tr("It was checked when the request came, %1.").arg(when)};
    return {NoticeKind::Success, tr("The signature is valid"),
            tr("Scheme %1: %2 matched the HMAC-SHA256 of %3 when the request came, %4.")
                .arg(m_facts.source, form.header, form.signedParts, when)};
}

SignatureVerdict SignatureTab::unexplained(const EventPayload &payload) const
{
    SignatureVerdict verdict{NoticeKind::Error, tr("Refused: %1").arg(m_facts.error),
                             payload.diagnosis};
    if (m_facts.error.isEmpty())
        verdict.title = tr("Refused");
    verdict.note =
        payload.explanationIsWithheld ? whyWithheld() : whyUnexplained(refusedFor(m_facts.error));
    return verdict;
}

/// Only a body that was kept can be looked at again.
void SignatureTab::addButtons(widgets::NoticeStrip *strip)
{
    if (!m_payload || !m_payload->body)
        return;
    QPushButton *again = strip->addButton(tr("Verify again"), QStringLiteral("view-refresh"));
    again->setObjectName(QStringLiteral("signatureAgain"));
    connect(again, &QPushButton::clicked, this, [this, again] {
        again->setEnabled(false);
        verifyAgain();
    });
    if (!m_workbench)
        return;
    QPushButton *open = strip->addButton(tr("Workbench"), QStringLiteral("tools"));
    open->setObjectName(QStringLiteral("signatureWorkbench"));
    open->setToolTip(widgets::plainToolTip(tr("Open this message in the signature workbench")));
    if (!maskedFieldsOf("body", *m_payload->body).isEmpty()) {
        open->setEnabled(false);
        open->setToolTip(widgets::plainToolTip(
            tr("The body is masked, so its signature would match nothing. Verify again looks at "
               "the bytes that are stored.")));
    }
    connect(open, &QPushButton::clicked, this, [this] { m_workbench(m_facts.source, *m_payload); });
}

void SignatureTab::verifyAgain()
{
    m_again = m_reader->verify(m_event);
    whenDone(m_again, this, [this](const Result<QString> &answer) {
        if (!m_payload || (!answer && answer.error().kind == ErrorKind::Cancelled))
            return; // another row is shown
        showAgain(answer);
    });
}

void SignatureTab::showAgain(const Result<QString> &answer)
{
    auto evidence = answer ? parseExplanation(*answer) : std::nullopt;
    const QString now = collection::exactTime(QDateTime::currentDateTimeUtc(), m_display.zone());
    const bool isVerified = evidence.has_value();
    SignatureVerdict verdict = isVerified ? verdictOf(std::move(*evidence)) : judge(*m_payload);
    if (isVerified)
        verdict.note = tr("Verified again at %1 with the secrets that are stored now, as of the "
                          "time when it was received.")
                           .arg(now);
    else
        verdict.note = tr("It could not be verified again at %1. %2")
                           .arg(now,
                                answer ? tr("The gateway's answer is no explanation.")
                                       : answer.error().message);
    m_report->show(verdict);
}

} // namespace gatehouse::ui
