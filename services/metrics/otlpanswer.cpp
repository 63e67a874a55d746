#include "services/metrics/otlpanswer.h"

#include <boost/json.hpp>

#include <algorithm>
#include <traces.pb.h>

namespace gatehouse::metrics {

std::optional<OtlpEncoding> otlpEncodingOf(std::string_view contentType)
{
    std::string type(contentType.substr(0, contentType.find(';')));
    type.erase(type.find_last_not_of(' ') + 1);
    std::transform(type.begin(), type.end(), type.begin(),
                   [](unsigned char letter) { return char(std::tolower(letter)); });
    for (const OtlpEncoding encoding : {OtlpEncoding::Json, OtlpEncoding::Protobuf}) {
        if (type == contentTypeOf(encoding))
            return encoding;
    }
    return std::nullopt;
}

std::string_view contentTypeOf(OtlpEncoding encoding)
{
    return encoding == OtlpEncoding::Json ? "application/json" : "application/x-protobuf";
}

std::string otlpAnswer(OtlpEncoding encoding, std::int64_t rejectedSpans, const std::string &why)
{
    if (encoding == OtlpEncoding::Protobuf) {
        otlp::ExportTraceServiceResponse answer;
        if (rejectedSpans > 0) {
            answer.mutable_partial_success()->set_rejected_spans(rejectedSpans);
            answer.mutable_partial_success()->set_error_message(why);
        }
        return answer.SerializeAsString();
    }
    boost::json::object answer;
    if (rejectedSpans > 0)
        answer["partialSuccess"] = {{"rejectedSpans", std::to_string(rejectedSpans)},
                                    {"errorMessage", why}};
    return boost::json::serialize(answer);
}

std::string otlpStatus(OtlpEncoding encoding, int code, const std::string &message)
{
    if (encoding == OtlpEncoding::Protobuf) {
        otlp::RpcStatus status;
        status.set_code(code);
        status.set_message(message);
        return status.SerializeAsString();
    }
    return boost::json::serialize(boost::json::object{{"code", code}, {"message", message}});
}

} // namespace gatehouse::metrics
