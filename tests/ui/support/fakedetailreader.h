#pragma once

#include "ui/pages/tabs/detailreader.h"

namespace gatehouse::test {

/// Gives what it was told to give, at once.
class FakeDetailReader final : public ui::DetailReader
{
public:
    Result<ui::EventPayload> payloadAnswer = ui::EventPayload{};
    Result<QList<ui::DeliveryTry>> triesAnswer = QList<ui::DeliveryTry>{};
    Result<ui::Timeline> timelineAnswer = ui::Timeline{};
    Result<QString> verifyAnswer = QString();
    QList<Uuid> asked;
    ui::TriesOf askedFor = ui::TriesOf::Job;

    QFuture<Result<ui::EventPayload>> payload(const Uuid &eventId) override
    {
        asked.append(eventId);
        return QtFuture::makeReadyFuture(payloadAnswer);
    }
    QFuture<Result<QList<ui::DeliveryTry>>> tries(ui::TriesOf owner, const Uuid &id) override
    {
        asked.append(id);
        askedFor = owner;
        return QtFuture::makeReadyFuture(triesAnswer);
    }
    QFuture<Result<ui::Timeline>> timeline(const Uuid &eventId) override
    {
        asked.append(eventId);
        return QtFuture::makeReadyFuture(timelineAnswer);
    }
    QFuture<Result<QString>> verify(const Uuid &eventId) override
    {
        asked.append(eventId);
        return QtFuture::makeReadyFuture(verifyAnswer);
    }
};

} // namespace gatehouse::test
