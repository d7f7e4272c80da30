#include "stage_times.hpp"

#include <memory>
#include <span>
#include <string_view>

#include <ATen/record_function.h>

#include "machine.hpp"

namespace imis {
namespace {

// When the calls began that are under way on this thread, innermost last.
thread_local std::vector<double> begun;

// Operations of this thread in the stage under way.
thread_local double thread_operations = 0;

double product(at::IntArrayRef sizes) {
    double all = 1;
    for (const std::int64_t size : sizes) all *= static_cast<double>(size);
    return all;
}

// What a product a [..., n, m] times b [..., m, p] takes.
double of_product(const at::Tensor& a, const at::Tensor& b) {
    return 2 * product(a.sizes()) * static_cast<double>(b.size(-1));
}

// Inputs of aten::convolution, by place.
enum ConvolutionInput : std::size_t {
    moved_input,
    weight_input,
    stride_input = 3,
    padding_input,
    dilation_input,
    transposed_input
};

// Every pixel of the output (of a transposed convolution: of the input) meets the whole kernel.
double of_convolution(std::span<const c10::IValue> inputs) {
    const at::Tensor& input = inputs[moved_input].toTensor();
    const at::Tensor& weight = inputs[weight_input].toTensor();
    const auto stride = inputs[stride_input].toIntVector();
    const auto padding = inputs[padding_input].toIntVector();
    const auto dilation = inputs[dilation_input].toIntVector();
    auto pixels = static_cast<double>(input.size(0));
    for (std::size_t i = 0; i < stride.size(); ++i) {
        const auto axis = static_cast<std::int64_t>(i) + 2;
        const std::int64_t reach = dilation[i] * (weight.size(axis) - 1) + 1;
        const std::int64_t side = inputs[transposed_input].toBool()
                                      ? input.size(axis)
                                      : (input.size(axis) + 2 * padding[i] - reach) / stride[i] + 1;
        pixels *= static_cast<double>(side);
    }
    return 2 * pixels * product(weight.sizes());
}

// Queries [..., L, E], keys [..., S, E], values [..., S, V].
double of_attention(std::span<const c10::IValue> inputs) {
    const at::Tensor& query = inputs[0].toTensor();
    const at::Tensor& key = inputs[1].toTensor();
    const at::Tensor& value = inputs[2].toTensor();
    const double scores =
        product(query.sizes()) / static_cast<double>(query.size(-1)) * static_cast<double>(key.size(-2));
    return 2 * scores * static_cast<double>(query.size(-1) + value.size(-1));
}

// Of operators that call no others of the list.
double operations_of(std::string_view name, std::span<const c10::IValue> inputs) {
    if (name == "aten::mm" || name == "aten::bmm") return of_product(inputs[0].toTensor(), inputs[1].toTensor());
    if (name == "aten::addmm" || name == "aten::baddbmm") return of_product(inputs[1].toTensor(), inputs[2].toTensor());
    if (name == "aten::convolution") return of_convolution(inputs);
    if (name == "aten::_scaled_dot_product_flash_attention_for_cpu" ||
        name == "aten::_scaled_dot_product_flash_attention" ||
        name == "aten::_scaled_dot_product_efficient_attention" ||
        name == "aten::_scaled_dot_product_cudnn_attention") {
        return of_attention(inputs);
    }
    return 0;
}

// Called when an operator begins: its inputs are gone when it ends.
std::unique_ptr<at::ObserverContext> count(const at::RecordFunction& function) {
    const auto inputs = function.inputs();
    thread_operations += operations_of(function.name(), {inputs.data(), inputs.size()});
    return nullptr;
}

}  // namespace

StageTimes::StageTimes(const at::Device& device) : device_(device) {}

void StageTimes::begin(Stage) {
    begun.push_back(seconds_when_done(device_));
}

void StageTimes::end(Stage stage) {
    const double seconds = seconds_when_done(device_) - begun.back();
    begun.pop_back();
    const std::lock_guard lock(mutex_);
    seconds_[stage].push_back(seconds);
}

OperationCounter::OperationCounter()
    : callback_(at::addGlobalCallback(
          at::RecordFunctionCallback(count).needsInputs(true).scopes({at::RecordScope::FUNCTION}))) {}

OperationCounter::~OperationCounter() {
    at::removeCallback(callback_);
}

void OperationCounter::begin(Stage) {
    thread_operations = 0;
}

void OperationCounter::end(Stage stage) {
    if (stage == Stage::image) return;
    const std::lock_guard lock(mutex_);
    counts_[stage].operations += thread_operations;
    ++counts_[stage].calls;
}

double OperationCounter::mean(Stage stage) const {
    const auto found = counts_.find(stage);
    return found == counts_.end() ? 0 : found->second.operations / static_cast<double>(found->second.calls);
}

}  // namespace imis
